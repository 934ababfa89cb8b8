import type { Context } from "../context.js";
import { ANY_MEMBER, parameterPlace } from "../../syntax/binding-pattern.js";
import type { Bound, AbstractValue } from "../../eval/call-context.js";
import type { KvKeyUrl } from "../requests/kv-url.js";
import { HOLE, isText, synthetic } from "../../eval/text/static-text.js";
import { flatten } from "../../eval/text/pattern.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import type { Pattern } from "../../eval/text/pattern.js";

/** How a store is addressed: by its namespace's id, or through a binding of the edge runtime. */
type Access = "id" | "binding";

/** Which namespace is meant, as far as the program tells. */
export interface Namespace {
  readonly access: Access;
  /** The expression's text: equal for the same namespace. */
  readonly text: string;
  /** What is only known when the program runs. */
  readonly holes: readonly Hole[];
}

interface Hole {
  /** What the value is read from: a global's name, a declaration's place. */
  readonly root: string;
  readonly path: string;
}

/** Which namespace and which keys a write or read touches, as far as the program tells. */
export interface StoreKey {
  /** `undefined` where it may be any. */
  readonly namespace: Namespace | undefined;
  /** What keys can look like; empty where they may be any. */
  readonly keys: readonly Pattern[];
  /** Whether the keys are as a URL has them, percent-encoded. */
  readonly isInUrl: boolean;
}

/** The store of a namespace expression and a key argument. */
export function storeOfPattern(
  context: Context,
  access: Access,
  namespaces: readonly Pattern[],
  key: Bound | undefined,
): StoreKey {
  return {
    namespace: namespaceOf(context, access, namespaces),
    keys: key === undefined ? [] : keysOf(context, key),
    isInUrl: false,
  };
}

/** The store of a key URL. */
export const storeOfUrl = (context: Context, { namespace, key }: KvKeyUrl): StoreKey => ({
  namespace: namespaceOf(context, "id", [namespace]),
  keys: [key],
  isInUrl: true,
});

/** The store of a key argument in the binding that has one of some names: of several, or of `env[name]`, it may be any. */
export const storeOfBinding = (
  context: Context,
  names: readonly string[],
  key: Bound | undefined,
): StoreKey =>
  storeOfPattern(
    context,
    "binding",
    names.includes(ANY_MEMBER) ? [] : names.map((name) => [synthetic(name)]),
    key,
  );

/** The store of all keys of a namespace, by its id. */
export const storeOfNamespace = (context: Context, namespace: Pattern): StoreKey => ({
  namespace: namespaceOf(context, "id", [namespace]),
  keys: [],
  isInUrl: true,
});

/** The store of key URLs of which one is meant; in any namespace where they name several. */
export function storeOfUrls(context: Context, addresses: readonly KvKeyUrl[]): StoreKey {
  const stores = addresses.map((address) => storeOfUrl(context, address));
  const [first, ...others] = stores.map(({ namespace }) => namespace);
  return {
    namespace: others.every((other) => other?.text === first?.text) ? first : undefined,
    keys: stores.flatMap(({ keys }) => keys),
    isInUrl: true,
  };
}

/** What a key can look like: with some text of its own it says enough, whoever calls. */
function keysOf(context: Context, key: Bound): Pattern[] {
  const keys = context.resolver.contentWith(() => patternsOf(context.resolver, key));
  for (const pattern of keys) missKey(context, pattern);
  return keys;
}

/** Notes that callers could tell more of a key of which no text is known. */
export function missKey(context: Context, key: Pattern): void {
  if (key.some((part) => isText(part) && /\w/.test(part.text))) return;
  for (const part of key) if (!isText(part)) context.resolver.missValue(part);
}

/** The namespace that an expression gives; a parameter may be any. */
function namespaceOf(
  context: Context,
  access: Access,
  namespaces: readonly Pattern[],
): Namespace | undefined {
  const [pattern] = namespaces;
  if (pattern === undefined || namespaces.length > 1) return undefined;
  const parts: string[] = [];
  const holes: Hole[] = [];
  for (const part of pattern) {
    if (isText(part)) {
      parts.push(part.text);
      continue;
    }
    const variable = part.node.type === "Identifier" ? context.index.variableOf(part.node) : undefined;
    if (variable !== undefined && parameterPlace(variable) !== undefined) return undefined;
    const text = [context.index.textOf(part.node), ...part.path].join(".");
    parts.push(`\${${text}}`);
    holes.push({ root: rootOf(context, part), path: text });
  }
  return { access, text: parts.join(""), holes };
}

/** What tells a value's origin: names of one import or one file differ on purpose, those of two files may mean the same. */
function rootOf(context: Context, { node, path }: AbstractValue): string {
  const variable = node.type === "Identifier" ? context.index.variableOf(node) : undefined;
  if (variable === undefined)
    return node.type === "Identifier" ? node.name : `${context.files.indexOf(context.index.fileOf(node))}`;
  const definition = variable.defs[0];
  const declaration = definition?.type === "ImportBinding" ? definition.parent : undefined;
  const home =
    declaration?.type === "ImportDeclaration"
      ? declaration.source.value
      : `${context.files.indexOf(context.index.fileOf(node))}`;
  return path.length > 0 ? `${home} ${variable.name}` : home;
}

/** Whether two namespaces are surely not the same. */
export function isOtherNamespace(one: Namespace | undefined, other: Namespace | undefined): boolean {
  if (one === undefined || other === undefined || (one.access === other.access && one.text === other.text))
    return false;
  if (one.access !== other.access) return true;
  const [a, ...moreA] = one.holes;
  const [b, ...moreB] = other.holes;
  if (a === undefined && b === undefined) return true;
  // `process.env.SESSIONS` and `process.env.FLAGS`; an id that is written out may be what a variable holds.
  return (
    a !== undefined &&
    b !== undefined &&
    moreA.length === 0 &&
    moreB.length === 0 &&
    a.root === b.root &&
    a.path !== b.path
  );
}

/** Whether a read can see what a write stored. */
export function overlaps(write: StoreKey, read: StoreKey): boolean {
  if (isOtherNamespace(write.namespace, read.namespace)) return false;
  if (write.keys.length === 0 || read.keys.length === 0) return true;
  return write.keys.some((left) => read.keys.some((right) => keysOverlap(left, right)));
}

/** The text of a key as far as it is known: all of it, or what it begins and ends with. */
interface KeyText {
  readonly isWhole: boolean;
  readonly text: string;
  readonly head: string;
  readonly tail: string;
}

/** Each key of a program is held against many others. */
const keyTexts = new WeakMap<Pattern, KeyText>();

function textOfKey(pattern: Pattern): KeyText {
  const known = keyTexts.get(pattern);
  if (known !== undefined) return known;
  const text = flatten(pattern, HOLE);
  const pieces = text.split(HOLE);
  const found = { isWhole: pieces.length === 1, text, head: pieces[0] ?? "", tail: pieces.at(-1) ?? "" };
  keyTexts.set(pattern, found);
  return found;
}

/** Two key patterns can meet if their static heads and tails agree as far as both reach. */
function keysOverlap(left: Pattern, right: Pattern): boolean {
  const [a, b] = [textOfKey(left), textOfKey(right)];
  if (a.isWhole && b.isWhole) return a.text === b.text;
  if (a.isWhole) return canBe(b, a.text);
  if (b.isWhole) return canBe(a, b.text);
  return (
    (a.head.startsWith(b.head) || b.head.startsWith(a.head)) &&
    (a.tail.endsWith(b.tail) || b.tail.endsWith(a.tail))
  );
}

const canBe = ({ head, tail }: KeyText, text: string): boolean =>
  text.startsWith(head) && text.endsWith(tail) && text.length >= head.length + tail.length;
