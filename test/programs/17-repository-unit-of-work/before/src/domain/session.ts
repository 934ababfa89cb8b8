export interface Session {
  customer: string;
  startedAt: number;
}

export const startSession = (customer: string): Session => ({ customer, startedAt: Date.now() });
