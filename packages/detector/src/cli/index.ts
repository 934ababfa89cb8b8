import type { TSESTree } from "@typescript-eslint/utils";
import type { ParsedFile } from "../syntax/parsed-file.js";
import type { ProjectFacts } from "../kv/program-host.js";
import { Context } from "../kv/context.js";
import { callsOf } from "../eval/call-context.js";
import type { CallNode } from "../syntax/nodes.js";
import type { Bound, CallContext } from "../eval/call-context.js";
import { optionNamed } from "../http/arguments.js";
import { invocationOf } from "../eval/calls/invocation.js";
import type { Settings } from "../kv/settings.js";
import { CLI_PROGRAM } from "../kv/vocabulary.js";
import { CommandReader } from "./command-texts.js";
import { flagsOfCommand, flagsOfScript } from "./expiry-flags.js";
import type { CliFlag } from "./expiry-flags.js";
import { commandForm, isCommandTag } from "./process-calls.js";
import { readLiteral } from "./source-text.js";

export type { BareTtl, CliFlag } from "./expiry-flags.js";

/** Whether a file can run a KV write on the command line at all, from its text alone. */
export const mentionsCli = (text: string): boolean => text.includes(CLI_PROGRAM);

/** Finds the flags that a KV write does not honour in the commands that a file runs, each once, in source order. */
export function findCliFlags(file: ParsedFile, settings: Settings, facts: ProjectFacts): CliFlag[] {
  const context = new Context({ moduleOf: () => undefined, factsOf: () => facts }, settings);
  context.add(file);
  const reader = new CommandReader(context);
  const { calls, taggedTemplates } = context.index.fileOf(file.ast);
  const found = [
    ...calls.flatMap((call) =>
      flagsSeen(context, call, (callContext) => flagsOfCall(context, reader, call, callContext)),
    ),
    ...taggedTemplates.flatMap((tagged) =>
      flagsSeen(context, tagged, (callContext) => flagsOfTemplate(context, reader, tagged, callContext)),
    ),
  ];
  return once(found, settings);
}

/** The flags of a command as all ways that lead to it show them. */
const flagsSeen = (
  context: Context,
  command: TSESTree.Node,
  ask: (callContext: CallContext | null) => CliFlag[],
): CliFlag[] =>
  context.answersOf(command, ask).flatMap(({ value, callContext }) => {
    const calls: TSESTree.Node[] = callContext === null ? [command] : [command, ...callsOf(callContext)];
    // What stands elsewhere, in a constant, may be part of other commands too.
    const isHere = ({ removal }: CliFlag): boolean =>
      calls.some(
        ({ range }) => removal !== undefined && range[0] <= removal.start && removal.end <= range[1],
      );
    return value.map((flag) => (isHere(flag) ? flag : { ...flag, removal: undefined }));
  });

/**
 * Finds the same in a text that is a shell script as it stands, such as a script of `package.json`.
 * @param raw the text between the literal's quotes, escapes included
 * @param start its offset in the file
 */
export function findScriptFlags(raw: string, start: number, settings: Settings): CliFlag[] {
  return once(flagsOfScript(readLiteral(raw, start, undefined)), settings);
}

function once(flags: readonly CliFlag[], { serverTtl }: Settings): CliFlag[] {
  const isHonoured = serverTtl?.includes("cli") === true;
  const byPlace = new Map<number, CliFlag>();
  for (const flag of flags) {
    // Where the flag is honoured, only its form can be wrong; where it is not, that is of no matter.
    if (isHonoured && flag.role === "ttl" && flag.bareTtl === undefined) continue;
    if (!byPlace.has(flag.place.start))
      byPlace.set(flag.place.start, isHonoured ? flag : { ...flag, bareTtl: undefined });
  }
  return [...byPlace.values()].sort((one, other) => one.place.start - other.place.start);
}

function flagsOfCall(
  context: Context,
  reader: CommandReader,
  call: CallNode,
  callContext: CallContext | null,
): CliFlag[] {
  const { callee, args } = invocationOf(context.resolver, call, callContext);
  const [first, second, third] = args;
  const form = first === undefined ? undefined : commandForm(context, callee);
  if (form === undefined || first === undefined) return [];
  switch (form) {
    case "line":
      return reader.textsOf(first).flatMap((text) => flagsOfScript(text));
    case "words": {
      const list = optionNamed(context, first, ["cmd"]) ?? first;
      return flagsOfCommand(reader.wordsOf(list));
    }
    case "options":
      return ofProgram(
        reader,
        first,
        second === undefined ? undefined : optionNamed(context, second, ["args"]),
        false,
      );
    case "program":
      return ofProgram(
        reader,
        first,
        second,
        [second, third].some((options) => options !== undefined && isShell(context, options)),
      );
  }
}

/** A program and its arguments; what a shell gets is put together with spaces first. */
function ofProgram(
  reader: CommandReader,
  program: Bound,
  list: Bound | undefined,
  isThroughShell: boolean,
): CliFlag[] {
  const words = list === undefined ? [] : reader.wordsOf(list);
  return reader.textsOf(program).flatMap((text) => {
    if (isThroughShell || /\s/.test(text.text))
      return [...flagsOfScript(text), ...flagsOfCommand([...reader.splitWords(text), ...words])];
    return flagsOfCommand([...reader.splitWords(text), ...words]);
  });
}

/** `{ shell: true }` */
function isShell(context: Context, options: Bound): boolean {
  const shell = optionNamed(context, options, ["shell"])?.node;
  return shell?.type === "Literal" && shell.value !== false;
}

function flagsOfTemplate(
  context: Context,
  reader: CommandReader,
  { tag, quasi }: TSESTree.TaggedTemplateExpression,
  callContext: CallContext | null,
): CliFlag[] {
  if (!isCommandTag(context, { node: tag, callContext })) return [];
  return reader.template(quasi, callContext, false, true).flatMap((text) => flagsOfScript(text));
}
