import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Loads a CommonJS dependency when it is first needed. Not by `import()`: Node would first read all
 * of it for its module kind and once more for its export names, which for TypeScript takes as long
 * as parsing a hundred files.
 */
export const requireLazily = (name: string): unknown => require(name);
