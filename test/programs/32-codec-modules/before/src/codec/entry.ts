export interface Entry<T> {
  value: T;
  expiration_ttl?: number;
}

export const encode = <T>(value: T, seconds: number): string => JSON.stringify({ value, expiration_ttl: seconds } satisfies Entry<T>);

export function decode<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as Entry<T>).value;
}
