export interface Schema<T> {
  parse(input: unknown): T;
}

const fail = (what: string): never => {
  throw new TypeError(`expected ${what}`);
};

export const string = (): Schema<string> => ({ parse: (input) => (typeof input === "string" ? input : fail("a string")) });

export const number = (): Schema<number> => ({ parse: (input) => (typeof input === "number" ? input : fail("a number")) });

export const object = <T extends Record<string, unknown>>(shape: { [K in keyof T]: Schema<T[K]> }): Schema<T> => ({
  parse: (input) => {
    if (typeof input !== "object" || input === null) return fail("an object");
    const parsed: Partial<T> = {};
    for (const key in shape) parsed[key] = shape[key].parse((input as Record<string, unknown>)[key]);
    return parsed as T;
  },
});
