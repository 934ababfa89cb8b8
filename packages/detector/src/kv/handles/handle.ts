import { BINDING_READERS, SDK_READERS } from "../vocabulary.js";

/** What a program reads a store through. */
export type Handle =
  /** The edge runtime's object of all bindings, of which one counts. */
  | { readonly kind: "environment"; readonly binding: string }
  /** `client.storage.kvs` of the SDK. */
  | { readonly kind: "resource" }
  /** A binding, or the SDK's keys: what has the methods. */
  | { readonly kind: "methods"; readonly readers: ReadonlySet<string> }
  /** The function itself that gives what is stored. */
  | { readonly kind: "reader" };

export const BINDING: Handle = { kind: "methods", readers: BINDING_READERS };
export const RESOURCE: Handle = { kind: "resource" };
const KEYS: Handle = { kind: "methods", readers: SDK_READERS };
const READER: Handle = { kind: "reader" };

/** What a member of a handle is to its store; `undefined` where nothing is read through it. */
export function memberOf(handle: Handle, name: string): Handle | undefined {
  switch (handle.kind) {
    case "environment":
      return name === handle.binding ? BINDING : undefined;
    case "resource":
      return name === "keys" ? KEYS : undefined;
    case "methods":
      return handle.readers.has(name) ? READER : undefined;
    case "reader":
      // `get.bind(kv)` is the same function, and `get.call(kv, key)` runs it.
      return /^(?:bind|call|apply)$/.test(name) ? READER : undefined;
  }
}

/** The names of the members of a handle through which its store is read. */
export function namesIn(handle: Handle): Iterable<string> {
  switch (handle.kind) {
    case "environment":
      return [handle.binding];
    case "resource":
      return ["keys"];
    case "methods":
      return handle.readers;
    case "reader":
      return ["call"];
  }
}
