// Of `node:module`: the page's programs stand alone, and what they import is not looked into.
export const isBuiltin = (name: string): boolean => name.startsWith("node:");
export const createRequire = (): never => {
  throw new Error("nothing is required in this page");
};
