// Which calls are seen as a binding's in one file by itself, by annotations alone.
import { programOfFile } from "@kv-envelope/detector";
import { parseForESLint } from "@typescript-eslint/parser";
import { expect, it } from "vitest";
import { ofFrameworks, programs } from "./programs.js";

const METHODS: Readonly<Record<string, string>> = { write: "put", read: "get" };

/** Every call that is taken for one of Telnyx KV: `12 put`. */
function seenIn(name: string, text: string): string[] {
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, { filePath: name, loc: true, range: true });
  const facts = { edgeRuntimeVersion: () => null, manifestBindings: () => [] };
  return programOfFile({ text, ast, scopeManager, visitorKeys }, {}, facts)
    .calls()
    .sort((left, right) => left.call.range[1] - right.call.range[1])
    .map(({ operation, call }) => `${call.loc.end.line} ${METHODS[operation] ?? operation}`);
}

it.each([...programs, ...ofFrameworks])(
  "$name: each call of a binding, and no other",
  ({ name, text, marks }) => {
    expect(seenIn(name, text)).toEqual(marks);
  },
);
