import { bus } from "./bus.js";
export function put(key: string, value: unknown, ttl: number): void {
  bus.emit("save", key, JSON.stringify({ value, expiration_ttl: ttl })); // put, by the program, left
}
