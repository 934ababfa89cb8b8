import { importTexts } from "../syntax/text/import-texts.js";
import type { ParsedFile } from "../syntax/parsed-file.js";
import { firstMember } from "../flow/track/access-path.js";
import { isByName } from "../flow/track/expressions.js";
import { isTrap } from "../flow/track/proxies.js";
import type { TrackedExport } from "../flow/track/modules.js";
import type { Context } from "../kv/context.js";
import type { CallScope } from "../syntax/nodes.js";
import { isFunction, staticName } from "../syntax/nodes.js";
import { isNamedConsumer } from "../eval/objects/named-channels.js";
import type { Operations } from "../kv/operations/operations.js";
import { channelsOf } from "./channels.js";
import { keptNamesOf } from "./kept-names.js";
import type { KeptName } from "./kept-names.js";
import { openScopes } from "./open-scopes.js";
import { basesCalling } from "./template-methods.js";

/**
 * Exported names, `*` for all that CommonJS exports, each with the members behind which a writer or reader lies:
 * `undefined` where the export is one itself.
 */
export type ExposedNames = ReadonlyMap<string, ReadonlySet<string | undefined>>;

/**
 * The members behind which lies what an importer's text may take of some names that a file exports; empty where it takes
 * nothing. An importer has to name what it takes, unless it takes all or the default, which it names as it likes.
 * @param leadsThere whether a specifier in that text leads to the file
 */
export function membersTaken(
  text: string,
  names: ExposedNames,
  leadsThere: (specifier: string) => boolean,
): (string | undefined)[] {
  const takesUnnamed = (): boolean => {
    for (const { specifier, isByName } of importTexts(text))
      if (!isByName() && leadsThere(specifier)) return true;
    return false;
  };
  const takesAll = names.has("*") || takesUnnamed();
  return [...names].flatMap(([name, members]) => (takesAll || text.includes(name) ? [...members] : []));
}

/** What a file exports through which other files can reach a write or read. */
export interface Exposure {
  readonly file: ParsedFile;
  readonly names: ExposedNames;
}

/** Which further files matter, as far as the files added so far tell. */
export interface Reach {
  /** Whoever imports one of these matters. */
  readonly exposed: readonly Exposure[];
  /** Whoever imports one of these may hand over what the added files write: they are to be looked at all together. */
  readonly channels: readonly Exposure[];
  /** Whether something that is written may come under a name from any file that hands something over, as by a queue. */
  readonly takesByName: boolean;
  /** The names under which writers and readers are put into what any file may be handed. */
  readonly keptNames: readonly KeptName[];
  /** Files that the added ones call into, or hand a writer or reader to. */
  readonly entered: readonly ParsedFile[];
}

/** Works out from which files writes and reads can be reached. */
export function reachOf(context: Context, operations: Operations): Reach {
  let open = openScopes(context, operations);
  while (context.connectByType(namesOf(context, open))) open = openScopes(context, operations);
  const { tracker } = context;
  for (const scope of open) tracker.expose(scope);
  return {
    exposed: [...tracker.exports].flatMap(([file, exports]) => {
      const names = namesOfExports(exports);
      return names.size > 0 ? [{ file: file.file, names }] : [];
    }),
    channels: channelsOf(context, operations).map(({ file, name }) => ({
      file: file.file,
      names: new Map([[name, new Set([undefined])]]),
    })),
    takesByName: [...open].some((scope) => isFunction(scope) && isNamedConsumer(context.resolver, scope)),
    keptNames: keptNamesOf(context, open),
    entered: [...new Set([...tracker.enteredFiles, ...basesCalling(context, open)])]
      .filter((file) => !context.files.includes(file))
      .map(({ file }) => file),
  };
}

function namesOfExports(exports: readonly TrackedExport[]): ExposedNames {
  const names = new Map<string, Set<string | undefined>>();
  for (const { name, state } of exports) {
    if (isByName(state)) continue;
    const members = names.get(name) ?? new Set();
    names.set(name, members.add(firstMember(state.path)));
  }
  return names;
}

/**
 * What functions are called by: their own names, those of the members and variables that they are. No call of the
 * program runs a proxy's trap, and TypeScript would be asked of every `get`.
 */
function namesOf(context: Context, scopes: ReadonlySet<CallScope>): Set<string> {
  const names = new Set<string>();
  for (const scope of scopes) {
    if (isTrap(context.index, scope)) continue;
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
