declare const provided: unique symbol;

/** Names a service; the type parameter is what resolving it gives. */
export interface Token<T> {
	readonly description: string;
	readonly [provided]?: T;
}

export const token = <T>(description: string): Token<T> => ({ description });
