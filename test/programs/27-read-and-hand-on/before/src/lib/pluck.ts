export const pluck = <T, K extends keyof T>(from: T, name: K): T[K] => from[name];
