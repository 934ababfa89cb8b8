import type { ParsedFile } from "../syntax/parsed-file.js";
import type { Context } from "../kv/context.js";
import type { CallScope } from "../syntax/nodes.js";
import { staticName } from "../syntax/nodes.js";
import { evidenceIn } from "../kv/evidence/nodes.js";
import type { Operations } from "../kv/operations/operations.js";
import { openScopes } from "./open-scopes.js";
import { Tracker } from "./tracker.js";

/** What a file exports through which other files can reach a write or read. */
export interface Exposure {
  readonly file: ParsedFile;
  /** Exported names; `*` for all that CommonJS exports. */
  readonly names: ReadonlySet<string>;
}

/** Which further files matter, as far as the files added so far tell. */
export interface Reach {
  /** Whoever imports one of these matters. */
  readonly exposed: readonly Exposure[];
  /** Files that the added ones call into, or hand a writer or reader to. */
  readonly entered: readonly ParsedFile[];
}

/**
 * Works out from which files writes and reads can be reached.
 * @param expands whether all that a file calls matters, as in a file that makes requests itself
 */
export function reachOf(
  context: Context,
  operations: Operations,
  expands: (file: ParsedFile) => boolean,
): Reach {
  let open = openScopes(context, operations);
  while (context.connectByType(namesOf(open))) open = openScopes(context, operations);
  const tracker = new Tracker(context);
  for (const scope of open) tracker.holds(scope);
  for (const file of context.files.filter((each) => expands(each.file))) {
    for (const node of evidenceIn(file)) tracker.flows(node);
    for (const other of context.filesEnteredBy(file)) tracker.entered.add(other);
  }
  tracker.run();
  return {
    exposed: [...tracker.exposed].map(([file, names]) => ({ file: file.file, names })),
    entered: [...tracker.entered].filter((file) => !context.files.includes(file)).map(({ file }) => file),
  };
}

/** What functions are called by: their own names, those of the members and variables that they are. */
function namesOf(scopes: ReadonlySet<CallScope>): Set<string> {
  const names = new Set<string>();
  for (const scope of scopes) {
    const holder = scope.parent;
    if (scope.type === "FunctionDeclaration" && scope.id !== null) names.add(scope.id.name);
    if (
      holder.type === "MethodDefinition" ||
      holder.type === "Property" ||
      holder.type === "PropertyDefinition"
    )
      names.add(staticName(holder) ?? "");
    if (holder.type === "VariableDeclarator" && holder.id.type === "Identifier") names.add(holder.id.name);
  }
  return names;
}
