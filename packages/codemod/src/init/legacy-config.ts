import { applyEdits as applyJsonEdits, findNodeAtLocation, modify, parseTree } from "jsonc-parser";
import type { Node, ParseError } from "jsonc-parser";

const PRESET = "plugin:@kv-envelope/recommended-legacy";

/** An older configuration in JSON with the preset in it; `undefined` where it is not understood. */
export function withLegacyPreset(text: string, path: readonly string[]): string | undefined {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const config = tree === undefined || errors.length > 0 ? undefined : findNodeAtLocation(tree, [...path]);
  if (tree === undefined || config?.type !== "object") return undefined;
  const given = extendsIn(findNodeAtLocation(tree, [...path, "extends"]));
  if (given === undefined) return undefined;
  const unit = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  return applyJsonEdits(
    text,
    modify(text, [...path, "extends"], [...given, PRESET], {
      formattingOptions: {
        insertSpaces: !unit.startsWith("\t"),
        tabSize: unit.startsWith("\t") ? 1 : unit.length,
        eol: text.includes("\r\n") ? "\r\n" : "\n",
      },
    }),
  );
}

/** The configurations that one extends, in their order; `undefined` where that is no list of texts. */
function extendsIn(node: Node | undefined): readonly string[] | undefined {
  if (node === undefined) return [];
  const values: readonly unknown[] =
    node.type === "array" ? (node.children ?? []).map(({ value }): unknown => value) : [node.value];
  const texts = values.filter((value) => typeof value === "string");
  return texts.length === values.length ? texts : undefined;
}
