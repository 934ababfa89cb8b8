import type { Context } from "../kv/context.js";
import { classNamed } from "../eval/lookups.js";
import type { FileIndex } from "../syntax/file-index.js";
import { staticName } from "../syntax/nodes.js";
import type { CallScope } from "../syntax/nodes.js";

/**
 * The files of base classes that call a method of some which extend them: `store()` of the base calls `this.write`,
 * and only the class in this file, which writes to the service, has it.
 */
export function basesCalling(context: Context, scopes: Iterable<CallScope>): FileIndex[] {
  const found = new Set<FileIndex>();
  for (const { parent } of scopes) {
    if (parent.type !== "MethodDefinition" && parent.type !== "PropertyDefinition") continue;
    const name = staticName(parent);
    if (name === undefined || parent.key.type === "PrivateIdentifier") continue;
    const seen = new Set([parent.parent]);
    for (
      let body = parent.parent, base = body.parent.superClass;
      base !== null;
      base = body.parent.superClass
    ) {
      const inherited = classNamed(context.resolver, base);
      if (inherited === undefined || seen.has(inherited)) break;
      body = inherited;
      seen.add(body);
      const file = context.index.fileOf(body);
      if (file.membersNamed(name).length > 0) found.add(file);
    }
  }
  return [...found];
}
