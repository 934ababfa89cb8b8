import { isText } from "../../eval/text/static-text.js";
import type { Namespace, StoreKey } from "./store.js";
import type { Pattern } from "../../eval/text/pattern.js";

/** A store in words: the keys of one pattern in one namespace. */
export interface StoreName {
  /** The namespace's id, or the source's expression for it, or the binding's name; absent where it may be any. */
  readonly namespace?: string;
  /** The keys, with `*` for what is only known when the program runs; absent where they may be any. */
  readonly key?: string;
}

/** Stores as a person would name them, each once, in the order given. */
export function namesOf(stores: readonly StoreKey[]): StoreName[] {
  const names = stores.flatMap(({ namespace, keys }): StoreName[] => {
    const inNamespace = namespace === undefined ? {} : { namespace: namespaceName(namespace) };
    return keys.length === 0 ? [inNamespace] : keys.map((key) => ({ ...inNamespace, key: keyName(key) }));
  });
  return [...new Map(names.map((name) => [JSON.stringify(name), name])).values()];
}

/** An expression that is all of a namespace stands by itself, not as a hole in a text. */
const namespaceName = ({ text }: Namespace): string => /^\$\{([^{}]*)\}$/.exec(text)?.[1] ?? text;

/** Neighbouring holes are one: how many there are is the source's affair. */
const keyName = (key: Pattern): string =>
  key
    .map((part) => (isText(part) ? part.text : "*"))
    .join("")
    .replace(/\*{2,}/g, "*");
