import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { isKeptAbout, madeBy } from "../eval/objects/kept-under-names.js";
import { registeredUnder, registrationsIn } from "../eval/objects/registered.js";
import type { AbstractValue } from "../eval/call-context.js";
import { classNamed } from "../eval/lookups.js";
import { contains, isFunction, staticName } from "../syntax/nodes.js";
import type { FileIndex } from "../syntax/file-index.js";
import type { CallScope } from "../syntax/nodes.js";
import type { ParsedFile } from "../syntax/parsed-file.js";

/** A name under which a writer or reader is put into what is handed about: `kv` of `req.kv = new Kv()`. */
export interface KeptName {
  readonly file: ParsedFile;
  readonly name: string;
  /** The members of it that write or read; empty where it is a function that does. */
  readonly members: ReadonlySet<string>;
}

/** The names under which functions whose callers matter are put where other files take them: `req.kv.write(key, payload)`. */
export function keptNamesOf(context: Context, open: ReadonlySet<CallScope>): KeptName[] {
  const { index, resolver } = context;
  const names = new Map<string, KeptName & { readonly members: Set<string> }>();
  const note = (file: FileIndex, name: string, values: readonly AbstractValue[]): void => {
    for (const { node } of values) {
      const made = node.type === "NewExpression" ? classNamed(resolver, node.callee) : node;
      const members = made === undefined ? [] : membersThatMatter(made, open);
      if (members.length === 0) continue;
      const known = names.get(name) ?? { file: file.file, name, members: new Set<string>() };
      names.set(name, known);
      for (const member of members) known.members.add(member);
    }
  };
  for (const file of context.files) {
    for (const [name, given] of index.givenMembersIn(file))
      for (const each of given)
        if (isKeptAbout(resolver, each)) note(file, name, madeBy(resolver, each.value));
    for (const name of registrationsIn(index, file).keys()) note(file, name, registeredUnder(resolver, name));
  }
  return [...names.values()];
}

/** The names of the members through which something runs a function whose callers matter; an empty one for itself. */
function membersThatMatter(made: TSESTree.Node, open: ReadonlySet<CallScope>): string[] {
  const found: string[] = [];
  for (const scope of open) {
    if (scope === made) found.push("");
    if (!contains(made, scope) || !isFunction(scope)) continue;
    const holder = scope.parent;
    if (
      holder.type === "MethodDefinition" ||
      holder.type === "Property" ||
      holder.type === "PropertyDefinition"
    )
      found.push(staticName(holder) ?? "");
  }
  return found;
}
