// The runtime as one function, for programs that are run in this process: each run gives it the globals that it is to see.
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
import { build } from "esbuild";

export const RUNTIME = "@kv-envelope/runtime";

export type Compiled = ReturnType<typeof compileFunction>;

/** By the names of what it is given. */
const compiled = new Map<string, Promise<Compiled>>();

/**
 * Compiles the runtime's sources to CommonJS, once.
 * @param given the names of the function's parameters: `exports`, `require`, `module`, and globals that it is to see
 */
export function compileRuntime(given: readonly string[]): Promise<Compiled> {
  const id = given.join();
  const known = compiled.get(id) ?? compileNew(given);
  compiled.set(id, known);
  return known;
}

async function compileNew(given: readonly string[]): Promise<Compiled> {
  const source = fileURLToPath(new URL("../../packages/runtime/src/index.ts", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    format: "cjs",
    target: "node20",
    write: false,
    logLevel: "silent",
  });
  return compileFunction(outputFiles[0]?.text ?? "", given, { filename: RUNTIME });
}
