import type { TSESTree } from "@typescript-eslint/utils";
import type { FileIndex } from "../../syntax/file-index.js";
import { memberName, staticName } from "../../syntax/nodes.js";
import { EDGE_RUNTIME_MODULE, KV_PATH, SDK_RESOURCE } from "../vocabulary.js";

const known = new WeakMap<FileIndex, readonly TSESTree.Node[]>();

/** What makes a file's requests ones to Telnyx KV: parts of key URLs, and what comes from the edge runtime. In source order. */
export function evidenceIn(file: FileIndex): readonly TSESTree.Node[] {
  const present = known.get(file);
  if (present !== undefined) return present;
  const found: TSESTree.Node[] = [];
  const look = (node: TSESTree.Node): void => {
    if (isEvidence(node)) found.push(node);
    for (const child of file.childrenOf(node)) look(child);
  };
  look(file.file.ast);
  known.set(file, found);
  return found;
}

function isEvidence(node: TSESTree.Node): boolean {
  if (node.type === "ImportDeclaration" || node.type === "ExportNamedDeclaration")
    return node.source?.value === EDGE_RUNTIME_MODULE;
  // `client.storage.kvs`, `const { kvs } = client.storage`
  if (node.type === "MemberExpression") return memberName(node) === SDK_RESOURCE;
  if (node.type === "Property")
    return node.parent.type === "ObjectPattern" && staticName(node) === SDK_RESOURCE;
  if (node.type === "Literal") return typeof node.value === "string" && node.value.includes(KV_PATH);
  return node.type === "TemplateElement" && node.value.raw.includes(KV_PATH);
}
