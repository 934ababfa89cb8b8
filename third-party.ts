// Code of others that the build puts into a package's files: named, with its licence, in a file beside them.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

interface Copied {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

const HEAD = `# Code of others in this package

The files of this folder hold copies of the packages below, so that they start quickly, and so that no other
version of them can get in their place. All other packages are installed beside this one.
`;

/**
 * Lists the packages whose code a build copies into its output.
 * @param file the list: rewritten by each build that shares the plugin, with what they have copied together.
 * @throws {Error} in the build, for a package without a licence's text.
 */
export function thirdParty(file: string): Plugin {
  const copied = new Map<string, Copied>();
  return {
    name: "third-party",
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(({ metafile }) => {
        const inputs = Object.values(metafile?.outputs ?? {}).flatMap((output) =>
          Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
        );
        for (const [input] of inputs) {
          if (!input.includes("node_modules/")) continue;
          const found = packageOf(resolve(input));
          copied.set(`${found.name} ${found.version}`, found);
        }
        // The first build of a checkout ends before its folder is there.
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(
          file,
          pageOf([...copied.values()].sort((left, right) => (left.name < right.name ? -1 : 1))),
        );
      });
    },
  };
}

function packageOf(input: string): Copied {
  for (let folder = dirname(input); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if (!existsSync(path)) continue;
    const { name, version, license }: Partial<Copied> = JSON.parse(readFileSync(path, "utf8"));
    // Within a package there are more of these, which only say what kind of modules lie there.
    if (name === undefined || version === undefined) continue;
    const text = readdirSync(folder).find((each) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(each));
    if (license === undefined || text === undefined) throw new Error(`${name} ${version}: no licence found`);
    return { name, version, license, text: readFileSync(join(folder, text), "utf8").trim() };
  }
  throw new Error(`${input}: of no package`);
}

const pageOf = (copied: readonly Copied[]): string =>
  [
    HEAD,
    ...copied.map(
      ({ name, version, license, text }) =>
        `\n## ${name} ${version}\n\n${license}:\n\n${text.replace(/^(?=.)/gm, "    ")}\n`,
    ),
  ].join("");
