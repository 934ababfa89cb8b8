// Runs programs by a newer Node, with the newest majors of the clients: they need more than the oldest Node that is
// promised, which runs the tests.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { NODE_PACKAGES } from "../../matrix/versions.js";
import { installedOnce } from "../../support/installed-once.js";
import type { ClientProgram } from "../programs.js";
import { NEWEST } from "./clients.js";

const require = createRequire(import.meta.url);
const child = fileURLToPath(new URL("child.ts", import.meta.url));
/** From here the child would find the runtime's sources and axios, were it not a bundle. */
const here = pathToFileURL(path.join(path.dirname(path.dirname(child)), "run-programs.ts")).href;

/** The newest of the Nodes that the registry has for this machine; none for machines of another kind. */
const node = NODE_PACKAGES.at(-1);
export const hasNewerNode = node !== undefined;

/** A program and what was made of it. */
export interface ToRun {
  readonly program: ClientProgram;
  readonly output: string;
}

/** Executes each before and after: what differs, in words. */
export async function differencesByNewest(programs: readonly ToRun[]): Promise<string[][]> {
  const folder = install();
  const bundle = path.join(folder, "child.mjs");
  await build({
    entryPoints: [child],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    define: { "import.meta.url": JSON.stringify(here) },
    plugins: [fromWorkspace],
    logLevel: "silent",
  });
  const executable = path.join(folder, "node_modules", node?.name ?? "", "bin", "node");
  const output = execFileSync(executable, [bundle], {
    input: JSON.stringify(programs),
    encoding: "utf8",
    maxBuffer: 1 << 27,
  });
  const found: string[][] = JSON.parse(output);
  return found;
}

/** The newest clients are found beside the bundle, all other packages where the tests have them. */
const fromWorkspace: Plugin = {
  name: "from-workspace",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) => {
      if (kind === "entry-point" || name.startsWith("node:")) return undefined;
      return {
        path: Object.hasOwn(NEWEST, name) ? name : pathToFileURL(require.resolve(name)).href,
        external: true,
      };
    });
  },
};

/** A folder with the clients and the Node. */
const install = (): string =>
  installedOnce("newest", { ...NEWEST, ...(node === undefined ? {} : { [node.name]: node.version }) });
