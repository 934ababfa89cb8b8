export interface Message<P = Record<string, string>> {
    id: string;
    type: string;
    receivedAt: string;
    payload: P;
}

export type MessageHandler = (message: Message) => Promise<void>;
