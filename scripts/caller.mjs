import { resolve } from "node:path";

/** An absolute path for one that somebody typed after `npm run …`. npm runs scripts in the package's own folder, and
 * says in INIT_CWD where it was called: `npm --prefix ../kv-envelope run pack -- tarballs`. */
export const fromCaller = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

/** Ends a script whose command line is wrong, as the codemod ends then: with one line, and exit code 2. */
export function refuse(script, problem) {
  console.error(`${script}: ${problem}`);
  process.exit(2);
}
