import type { TSESTree } from "@typescript-eslint/utils";
import { INSTANCE, ITSELF } from "../../flow/track/access-path.js";
import type { AccessPath } from "../../flow/track/access-path.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { memberName, staticName } from "../../syntax/nodes.js";
import { isHelpersModule } from "../helpers-module.js";
import type { Settings } from "../settings.js";
import {
  EDGE_RUNTIME_MODULE,
  QUICK_START_READER,
  QUICK_START_WRITER,
  SDK_KEYS_PATH,
  SDK_MODULE,
  STORES_MODULE,
  SDK_RESOURCE,
  SDK_RESOURCE_TYPES,
} from "../vocabulary.js";

/** A piece of a key URL: `/storage/kvs/…`, also where the pieces are joined elsewhere. */
const URL_PIECE = new RegExp(`(?:^|/)${SDK_RESOURCE}(?:/|$)`);

/** Whether a text holds a piece of a key's URL. */
export const hasUrlPiece = (text: string): boolean => URL_PIECE.test(text);

/** Where evidence stands: a node, and the path to it in the node's value. */
interface Evidence {
  readonly node: TSESTree.Node;
  readonly path: AccessPath;
}

/**
 * Where evidence of the service stands in a file, in source order: pieces of key URLs, what comes from the edge runtime,
 * the SDK and the envelope helpers, and the names of the SDK's resource, the quick start's helpers, bindings and helpers
 * that are declared.
 * @param bindings names of bindings, as the function's manifest lists them
 */
export function evidenceIn(file: FileIndex, settings: Settings, bindings: readonly string[]): Evidence[] {
  const names = evidentNames(settings, bindings);
  const found: Evidence[] = file.links.flatMap(({ node, specifier }) =>
    pathsIn(specifier, settings).map((path) => ({ node, path })),
  );
  for (const node of file.nodes) {
    if (node.type === "TSImportType")
      found.push(...pathsIn(node.source.value, settings).map((path) => ({ node, path })));
    else if (isEvident(node, names)) found.push({ node, path: ITSELF });
  }
  return found;
}

/** Where a module has what is evidence: of the SDK only what leads to its KV resource. */
function pathsIn(specifier: string, settings: Settings): readonly AccessPath[] {
  const isOurs = specifier === STORES_MODULE || isHelpersModule(settings, specifier);
  if (isOurs || specifier === EDGE_RUNTIME_MODULE) return [ITSELF];
  return specifier === SDK_MODULE || specifier.startsWith(`${SDK_MODULE}/`) ? SDK_PATHS : [];
}

/** `new Telnyx().storage`, `Telnyx.Storage`, however the module is imported. */
const SDK_PATHS: readonly AccessPath[] = [[], ["default"], ["Telnyx"]].flatMap((client) => [
  [...client, INSTANCE, SDK_KEYS_PATH[0]],
  ...[...SDK_RESOURCE_TYPES.keys()].map((name) => [...client, name]),
]);

/** The names that are evidence by themselves. */
function evidentNames(
  { writers, readers, kvBindings = [] }: Settings,
  bindings: readonly string[],
): Set<string> {
  const declared = [...(writers ?? []), ...(readers ?? [])].map((helper) =>
    typeof helper === "string" ? helper : helper.name,
  );
  return new Set([
    SDK_RESOURCE,
    QUICK_START_WRITER,
    QUICK_START_READER,
    ...kvBindings,
    ...bindings,
    ...declared.flatMap((name) => name.split(".").at(-1) ?? []),
  ]);
}

function isEvident(node: TSESTree.Node, names: ReadonlySet<string>): boolean {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" && hasUrlPiece(node.value);
    case "TemplateElement":
      return hasUrlPiece(node.value.raw);
    case "Identifier":
      return names.has(node.name);
    case "MemberExpression":
      return names.has(memberName(node) ?? "");
    case "Property":
      return node.parent.type === "ObjectPattern" && names.has(staticName(node) ?? "");
    case "ImportSpecifier":
      return node.imported.type === "Identifier" && names.has(node.imported.name);
    default:
      return false;
  }
}
