import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath, rowsOfGlobal } from "../../flow/steps/built-ins.js";
import { stepsFrom } from "../../flow/steps/positions.js";
import type { Bound } from "../../eval/call-context.js";
import { HOLE, isText } from "../../eval/text/static-text.js";
import { flatten, slicePattern } from "../../eval/text/pattern.js";
import type { Pattern } from "../../eval/text/pattern.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { isFunction } from "../../syntax/nodes.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { overlaps, storeOfPattern } from "../stores/store.js";
import type { StoreKey } from "../stores/store.js";
import { CLI_GET, CLI_PROGRAMS, mayReadOnCommandLine } from "../vocabulary.js";

/** A command of the service's own command line that prints what a key holds, to a program that takes it. */
export interface CommandRead {
  readonly node: TSESTree.Node;
  /** As far as the words of the command tell. */
  readonly store: StoreKey;
}

/**
 * The commands that read a key, whoever runs them: `execFileSync("telnyx-edge", ["storage", "kv", "key", "get", …])`,
 * `run("telnyx-edge storage kv key get …")`. What is only run, so that a person sees it, is read by nobody.
 */
export function commandReads(context: Context): CommandRead[] {
  return context.files.flatMap((file) => {
    if (!mayReadOnCommandLine(file.file.text)) return [];
    return [
      ...file.calls.flatMap((call) => {
        const store = isAnswered(call) && !isPlain(context, call) ? storeOfCall(context, call) : undefined;
        return store === undefined ? [] : [{ node: call, store }];
      }),
      ...file.taggedTemplates.flatMap((tagged) => {
        const store = isThrownAway(tagged)
          ? undefined
          : storeOfWords(context, patternsOf(context.resolver, { node: tagged.quasi, callContext: null })[0]);
        return store === undefined ? [] : [{ node: tagged, store }];
      }),
    ];
  });
}

/** Whether a command may read what a write stores. A namespace goes by its name there, which is neither its id nor a binding's name. */
export const mayReadStore = (write: StoreKey, { store }: CommandRead): boolean =>
  overlaps(write.namespace?.access === "binding" ? { ...write, namespace: undefined } : write, store);

/** Whether something is made of what a call gives, or it is given a function for that. */
const isAnswered = (call: CallNode): boolean =>
  call.arguments.some((argument) => isFunction(argument)) || !isThrownAway(call);

const isThrownAway = (node: TSESTree.Node): boolean =>
  stepsFrom(node).every(
    ({ to, step }) => step.kind === "none" || (step.kind === "await" && isThrownAway(to)),
  );

/** Whether a function of the platform gets the words, which runs no command: `list.push(…)` is none of these. */
function isPlain({ index }: Context, { callee }: CallNode): boolean {
  const path = globalPath(index, callee);
  return path !== undefined && rowsOfGlobal(path) !== undefined;
}

function storeOfCall(context: Context, call: CallNode): StoreKey | undefined {
  const parts = call.arguments.flatMap((argument): Pattern[] => {
    if (argument.type === "SpreadElement" || isFunction(argument)) return [];
    return [textOf(context, { node: argument, callContext: null })];
  });
  return storeOfWords(context, joined(parts));
}

/** What an argument says: a command line, a program, or a list of words. */
function textOf(context: Context, bound: Bound): Pattern {
  const { resolver } = context;
  for (const { node, callContext, path } of resolver.follow(bound)) {
    if (path.length > 0 || node.type !== "ArrayExpression") continue;
    return joined(
      node.elements.flatMap((element): Pattern[] => {
        if (element === null) return [];
        // What is spread may be any words.
        if (element.type === "SpreadElement") return [[{ node: element, callContext, path: [] }]];
        return patternsOf(resolver, { node: element, callContext }).slice(0, 1);
      }),
    );
  }
  return patternsOf(resolver, bound)[0] ?? [];
}

const joined = (parts: readonly Pattern[]): Pattern =>
  parts.flatMap((part, position) => (position === 0 ? part : [{ text: " ", source: undefined }, ...part]));

function storeOfWords(context: Context, command: Pattern = []): StoreKey | undefined {
  const words = wordsOf(command);
  const start = words.findIndex((word) =>
    CLI_PROGRAMS.includes(flatten(word, HOLE).replace(/^.*[\\/]|(?:\.exe|@[\w.-]+)$/g, "")),
  );
  const behind = start < 0 ? undefined : behindGet(words.slice(start + 1));
  if (behind === undefined) return undefined;
  const [id, key] = ["--id", "--key"].map((flag) => valueOf(behind, flag));
  const plain = plainWords(behind);
  const known = key ?? plain[1];
  const store = storeOfPattern(context, "id", id === undefined ? [] : [id], undefined);
  return { ...store, keys: known === undefined ? [] : [known] };
}

/** What stands between white space, without quotes. */
function wordsOf(command: Pattern): Pattern[] {
  const text = flatten(command, HOLE);
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const bare = word.replace(/^["']+/, "");
    const start = index + word.length - bare.length;
    return slicePattern(command, start, start + bare.replace(/["']+$/, "").length);
  });
}

/**
 * The words behind `storage kv key get`, or behind what may be that: `storage kv ${command}`. The generic command line
 * has `storage:kvs:keys retrieve` for it.
 */
function behindGet(words: readonly Pattern[]): readonly Pattern[] | undefined {
  let expected = 0;
  for (const [position, word] of words.entries()) {
    const text = flatten(word, HOLE);
    if (text.startsWith("-")) continue;
    for (const part of text.split(":")) {
      // Of a command of which nothing is known it is only a guess that it is this service's store.
      if (part.includes(HOLE)) return expected > 1 ? [] : undefined;
      if (CLI_GET[expected]?.includes(part) !== true) return undefined;
      expected += 1;
    }
    if (expected === CLI_GET.length) return words.slice(position + 1);
  }
  return undefined;
}

function valueOf(words: readonly Pattern[], flag: string): Pattern | undefined {
  for (const [position, word] of words.entries()) {
    const text = flatten(word, HOLE);
    if (text === flag) return words[position + 1];
    if (text.startsWith(`${flag}=`)) return slicePattern(word, flag.length + 1, text.length);
  }
  return undefined;
}

/** Neither a flag nor, as far as that can be told, the value of one. */
const plainWords = (words: readonly Pattern[]): Pattern[] => {
  const isFlag = (word: Pattern | undefined): boolean => {
    const [first] = word ?? [];
    return first !== undefined && isText(first) && first.text.startsWith("-");
  };
  // With flags among them it is not told which word the key is.
  return words.some(isFlag) ? [] : [...words];
};
