export const lifetimes = { draft: 3600, lock: 30 } as const;
