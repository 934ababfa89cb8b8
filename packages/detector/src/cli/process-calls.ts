import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import type { Bound } from "../eval/call-context.js";
import { originsOf } from "../eval/origin.js";
import type { Origin } from "../eval/origin.js";

/** How a function takes the command that it runs. */
type CommandForm =
  /** A command line as one text. */
  | "line"
  /** The program, then its arguments as an array; a program with white space is a command line. */
  | "program"
  /** All words in one array, or in the `cmd` of an options object. */
  | "words"
  /** The program, then an options object with `args`. */
  | "options";

const FORMS: Readonly<Record<string, Readonly<Record<string, CommandForm>>>> = {
  child_process: {
    exec: "line",
    execSync: "line",
    execFile: "program",
    execFileSync: "program",
    spawn: "program",
    spawnSync: "program",
  },
  execa: {
    "": "program",
    execa: "program",
    execaSync: "program",
    sync: "program",
    "execa.sync": "program",
    execaCommand: "line",
    execaCommandSync: "line",
    command: "line",
    commandSync: "line",
    "execa.command": "line",
    "execa.commandSync": "line",
  },
  "cross-spawn": { "": "program", spawn: "program", sync: "program", "spawn.sync": "program" },
  "nano-spawn": { "": "program" },
  tinyexec: { x: "program", exec: "program" },
  shelljs: { exec: "line" },
  "@actions/exec": { exec: "program", getExecOutput: "program" },
  bun: { spawn: "words", spawnSync: "words" },
};

/** Globals of the runtimes. */
const GLOBALS: Readonly<Record<string, CommandForm>> = {
  "Bun.spawn": "words",
  "Bun.spawnSync": "words",
  "Deno.Command": "options",
};

/** Modules whose functions run the command that a template spells. */
const TEMPLATE_TAGS: Readonly<Record<string, RegExp>> = {
  execa: /^(?:\$|execa|execaSync|)(?:\.sync)?$/,
  zx: /^\$(?:\.sync)?$/,
  bun: /^\$$/,
  dax: /^(?:\$|)$/,
  "@david/dax": /^(?:\$|)$/,
};

/** How a callee runs a command, `undefined` if it is not known to run one. */
export function commandForm(context: Context, callee: Bound): CommandForm | undefined {
  for (const origin of originsOf(context.resolver, callee)) {
    const promised = promisified(origin);
    const form =
      promised === undefined
        ? formOf(origin)
        : commandForm(context, { node: promised, callContext: origin.value.callContext });
    if (form !== undefined) return form;
  }
  return undefined;
}

function formOf(origin: Origin): CommandForm | undefined {
  if (origin.kind === "import") return FORMS[origin.module]?.[nameOf(origin)];
  return origin.kind === "global" ? GLOBALS[[origin.name, ...origin.path].join(".")] : undefined;
}

/** The function in `promisify(exec)`. */
function promisified(origin: Origin): TSESTree.Node | undefined {
  if (
    origin.kind !== "result" ||
    origin.path.length > 0 ||
    origin.of.kind !== "import" ||
    origin.of.module !== "util" ||
    nameOf(origin.of) !== "promisify"
  )
    return undefined;
  return origin.call.arguments[0];
}

/** The exported name and the members read from there; the module as a whole and its default are the same to CommonJS. */
const nameOf = ({ name, path }: Origin & { kind: "import" }): string =>
  (name === "default" || name === "*" ? path : [name, ...path]).join(".");

/** Whether a template's tag runs it as a command: `$`, `$.sync`, `$({ quiet: true })`. */
export function isCommandTag(context: Context, tag: Bound): boolean {
  return originsOf(context.resolver, tag).some((origin) => {
    const made = origin.kind === "result" ? origin.of : origin;
    if (made.kind === "import") return TEMPLATE_TAGS[made.module]?.test(nameOf(made)) === true;
    if (made.kind !== "global") return false;
    const name = [made.name, ...made.path].join(".");
    return name === "Bun.$" || ((name === "$" || name === "$.sync") && isZxScript(context, made.value.node));
  });
}

/** A file that `zx` runs has its functions as globals. */
function isZxScript(context: Context, node: TSESTree.Node): boolean {
  const { file, links } = context.index.fileOf(node);
  return links.some(({ specifier }) => specifier === "zx/globals") || /^#!.*\bzx\b/.test(file.text);
}
