import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { hasEvidence } from "../kv/evidence/texts.js";
import type { VerbatimWrite } from "../kv/operations/fields.js";
import type { SeenRead } from "../kv/operations/seen-reads.js";
import type { Namespace, StoreKey } from "../kv/stores/store.js";
import type { Reason } from "../http/reason.js";
import { EDGE_RUNTIME_MODULE, QUICK_START_READER, SDK_RESOURCE } from "../kv/vocabulary.js";
import { selfAndAncestors, staticName } from "../syntax/nodes.js";
import type { FunctionNode } from "../syntax/nodes.js";
import { escaped } from "../syntax/text/words.js";
import { isScriptAlone } from "../syntax/text/script-blocks.js";
import type { ParsedFile } from "../syntax/parsed-file.js";
import { siteOf } from "./sites.js";

/** A file that can't be looked into, one that does not parse, say; or a component's markup. */
export interface UnseenFile {
  readonly name: string;
  readonly isMarkup: boolean;
  /** `undefined` where it can't be read either. */
  readonly text: string | undefined;
  /** Whether it is of the same package: a binding's or function's name means the same there. */
  readonly isNear: boolean;
}

/** The markup of the only file that is looked at, unless its expressions are among the nodes: so it is in Svelte and Astro. */
const ownMarkup = ({ markup, ast }: ParsedFile): UnseenFile[] =>
  markup === undefined || !isScriptAlone(ast)
    ? []
    : [{ name: "this file", isMarkup: true, text: markup, isNear: true }];

/**
 * The files that a write's own package has and nobody can look into.
 * @param unseen those of a file's program, where more than that one is looked at
 */
export function unseenBy(
  context: Context,
  write: VerbatimWrite,
  unseen: ((file: ParsedFile) => readonly UnseenFile[]) | undefined,
): readonly UnseenFile[] {
  const { file } = context.index.fileOf(siteOf(write));
  return unseen?.(file) ?? ownMarkup(file);
}

/** Why a write is left whose store files may read that are not looked into. */
export function reasonOfUnseen([first, ...others]: readonly UnseenFile[]): Reason | undefined {
  if (first === undefined) return undefined;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return first.isMarkup
    ? {
        why: `the markup of ${first.name}${more} names this store and is not looked into`,
        remedy: "read the store in the script, as what the markup reads would go wrong",
      }
    : {
        why: `${first.name}${more} can't be looked into, and may read this store`,
        remedy: "mend it first, as what it reads would go wrong",
      };
}

/**
 * Whether a file's text could name a store, or a function of the program through which it is read: what it reads there
 * would go wrong after a rewrite. Of a text without any name of the store nothing has to be feared.
 * @param reads the reads of the store that are seen
 */
export function couldRead(
  context: Context,
  { text, isNear }: UnseenFile,
  stores: readonly StoreKey[],
  reads: readonly SeenRead[],
): boolean {
  if (text === undefined) return isNear;
  return (
    stores.some(({ namespace }) => namesNamespace(context, text, isNear, namespace)) ||
    (isNear && reads.some(({ read }) => namesFunctionOf(context, text, read.call)))
  );
}

function namesNamespace(
  context: Context,
  text: string,
  isNear: boolean,
  namespace: Namespace | undefined,
): boolean {
  if (namespace === undefined)
    return isNear && (hasEvidence(text, context.settings, NO_FACTS) || text.includes(EDGE_RUNTIME_MODULE));
  if (namespace.access === "binding") return isNear && hasWord(text, namespace.text);
  const isWritten = namespace.holes.length === 0;
  if (isWritten && hasWord(text, namespace.text)) return true;
  if (isNear && namespace.holes.some(({ path }) => hasWord(text, path.split(".").at(-1) ?? path)))
    return true;
  // An id that is not written out may be any; one that is may be what a variable of the program holds.
  return isNear && (namesUnknownId(text) || (!isWritten && namesId(text)));
}

const NO_FACTS = { manifestBindings: () => [] };

/** Why a function must not get one argument more: a file that is not looked into may call it. */
export function reasonOfUnseenCaller(
  context: Context,
  files: readonly UnseenFile[],
  functions: readonly FunctionNode[],
): Reason | undefined {
  const caller = files.find(
    ({ text, isNear }) =>
      isNear && (text === undefined || functions.some((fn) => namesFunctionOf(context, text, fn))),
  );
  return caller === undefined
    ? undefined
    : {
        why: `${caller.name} can't be looked into, and may call a function that the ttl would have to go through`,
        remedy: "mend it first",
      };
}

/** A key's URL whose namespace is not written out, the SDK with an `id` that is not, or the quick start's helper. */
function namesUnknownId(text: string): boolean {
  if (URL_OF_UNKNOWN.test(text) || hasWord(text, QUICK_START_READER)) return true;
  if (!SDK_MEMBER.test(text)) return false;
  const ids = [...text.matchAll(/\bid\b\s*(?<colon>:?)\s*(?<quote>["'`]?)(?<id>[^"'`${},]*)/g)];
  return ids.length === 0 || ids.some(({ groups }) => groups?.["colon"] === "" || groups?.["quote"] === "");
}

const namesId = (text: string): boolean => URL_OF_ID.test(text) || SDK_MEMBER.test(text);

/** `/storage/kvs/` before a hole, or at the end of a text. */
const URL_OF_UNKNOWN = new RegExp(`/${SDK_RESOURCE}(?:/(?![\\w.~%-])|["'\`])`);
const URL_OF_ID = new RegExp(`/${SDK_RESOURCE}/[\\w.~%-]`);
const SDK_MEMBER = new RegExp(`\\.\\s*${SDK_RESOURCE}\\b`);

/** Whether a text imports the module of a node under its name, and names a function or class around the node. */
function namesFunctionOf(context: Context, text: string, node: TSESTree.Node): boolean {
  const file = context.nameOf(context.index.fileOf(node));
  const [, folder = "", base = ""] = /(?:([^/]+)\/)?([^/.]+)[^/]*$/.exec(file ?? "") ?? [];
  const module = base === "index" ? folder : base;
  if (module === "" || !new RegExp(`["'\`/]${escaped(module)}(?:\\.\\w+)*["'\`]`).test(text)) return false;
  return [...selfAndAncestors(node)].some((each) => {
    const name = declaredName(each);
    return name !== undefined && hasWord(text, name);
  });
}

function declaredName(node: TSESTree.Node): string | undefined {
  switch (node.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return node.id?.name ?? "default";
    case "VariableDeclarator":
      return node.id.type === "Identifier" ? node.id.name : undefined;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return staticName(node);
    case "ExportDefaultDeclaration":
      return "import";
    default:
      return undefined;
  }
}

const hasWord = (text: string, word: string): boolean =>
  text.includes(word) && new RegExp(`(?<![\\w$-])${escaped(word)}(?![\\w$-])`).test(text);
