import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { RawWrite } from "../../kv/operations/raw-writes.js";
import { annotationOfPattern } from "../../syntax/binding-pattern.js";
import { isTopOfModule } from "../../syntax/text/script-blocks.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { EnvelopeParts } from "./parts.js";
import { EXPIRES_AT_FIELD } from "../../kv/vocabulary.js";
import type { HelperNames, Helpers, NeededHelper } from "../imports/helper-names.js";
import { commentsBetween, indentationAt, layoutOf } from "../layout.js";
import { contains } from "../../syntax/nodes.js";
import { isAlwaysPresent } from "../../eval/value-facts.js";

/** The service page's own helper form, `kvPutWithExpiry(key, value, ttlSeconds)`, beside a raw helper of this file. */
export interface PagePair {
  /** The call's new callee. */
  readonly rename: PlacedEdit;
  readonly helpers: readonly NeededHelper[];
  /** Defines the helper behind the raw one; `undefined` if the application has it. */
  readonly definition: PlacedEdit | undefined;
}

/**
 * The helper to call instead of a raw `kvPut(key, value)` that this file defines at its top level.
 * `undefined` where the call has another form: then only its value argument changes.
 */
export function pagePairFor(
  context: Context,
  helpers: Helpers,
  write: RawWrite,
  site: TSESTree.Node,
  parts: EnvelopeParts,
): PagePair | undefined {
  const call = outermostCall(write);
  const hasTtl = parts.options.some((option) => option.name === "ttlSeconds");
  const isPlain = parts.options.every((option) => option.name === "ttlSeconds" || option.name === "metadata");
  if (
    call === undefined ||
    !hasTtl ||
    !isPlain ||
    call.callee.type !== "Identifier" ||
    call.arguments[1] !== site ||
    call.arguments.length !== 2
  )
    return undefined;
  const raw = topLevelHelper(context, call.callee);
  // Comments beside the fields keep their places only in an object.
  if (
    raw === undefined ||
    commentsBetween(context, site, [parts.value.node, ...parts.options.map((option) => option.node)]).length >
      0
  )
    return undefined;
  const name = `${call.callee.name}WithExpiry`;
  const rename = context.index.edit(call, {
    start: call.callee.range[0],
    end: call.callee.range[1],
    text: name,
  });
  const names = helpers.at(call);
  const own = names.file.file.scopeManager.scopes.find((scope) => scope.set.has(name))?.set.get(name)
    ?.defs[0];
  if (own !== undefined) {
    const text = context.index.textOf(own.node);
    // The application's own helper of the page's form takes a ttl, always, and nothing else.
    const isPageForm =
      own.type !== "ImportBinding" &&
      text.includes(EXPIRES_AT_FIELD) &&
      !text.includes(names.local("encodeEnvelope"));
    const isOurs = own.type !== "ImportBinding" && text.includes(names.local("encodeEnvelope"));
    const [ttl, ...others] = parts.options;
    const isSurePageForm =
      isPageForm && others.length === 0 && ttl?.node !== undefined && isAlwaysPresent(context, ttl.node);
    if (isOurs || isSurePageForm) return { rename, helpers: [], definition: undefined };
    return undefined;
  }
  if (names.isTaken(name)) return undefined;
  return {
    rename,
    helpers: [helpers.needed(call, "encodeEnvelope")],
    definition: define(context, names, raw, call.callee.name, name),
  };
}

function outermostCall(write: RawWrite): TSESTree.CallExpression | undefined {
  const { call, closure } = write.callContext ?? {};
  return closure === null && call?.type === "CallExpression" ? call : undefined;
}

interface RawHelper {
  readonly fn: FunctionNode;
  readonly statement: TSESTree.Node;
}

/** A function of two plain parameters, declared by a statement of the program itself. */
function topLevelHelper(context: Context, callee: TSESTree.Identifier): RawHelper | undefined {
  const definition = context.index.variableOf(callee)?.defs[0];
  const [only, ...others] = context.resolver.functionsOf({ node: callee, callContext: null });
  if (definition === undefined || only === undefined || others.length > 0) return undefined;
  if (
    only.node.params.length !== 2 ||
    !only.node.params.every((parameter) => parameter.type === "Identifier")
  )
    return undefined;
  // `const put: Put = (key, value) => …`: which types the parameters have is said elsewhere.
  const isTypedByName =
    definition.name.type === "Identifier" &&
    definition.name.typeAnnotation &&
    annotationOfPattern(only.node.params[0]) === undefined;
  if (isTypedByName) return undefined;
  const declaration = definition.type === "Variable" ? definition.parent : definition.node;
  const holder = declaration.parent;
  const statement = holder.type === "ExportNamedDeclaration" ? holder : declaration;
  // `const { put } = require("./kv")` only names what another file defines.
  return isTopOfModule(statement.parent) && contains(statement, only.node)
    ? { fn: only.node, statement }
    : undefined;
}

function define(
  context: Context,
  names: HelperNames,
  raw: RawHelper,
  rawName: string,
  name: string,
): PlacedEdit {
  const { eol, indent, semicolon, isFifthEdition } = layoutOf(names.file);
  const [key] = raw.fn.params;
  const keyName = key?.type === "Identifier" ? key.name : "key";
  const keyType =
    key?.type === "Identifier" && key.typeAnnotation ? context.index.textOf(key.typeAnnotation) : undefined;
  const isTyped = keyType !== undefined || Boolean(raw.fn.returnType);
  const parameters = isTyped
    ? `${keyName}${keyType ?? ""}, value: unknown, ttlSeconds?: number | null, options?: { metadata?: unknown }`
    : `${keyName}, value, ttlSeconds, options`;
  const all = isFifthEdition
    ? "Object.assign({}, options, { ttlSeconds: ttlSeconds })"
    : "{ ...options, ttlSeconds }";
  const result = isTyped ? `: ReturnType<typeof ${rawName}>` : "";
  const exported = raw.statement.type === "ExportNamedDeclaration" ? "export " : "";
  const outer = indentationAt(context, raw.statement);
  const lines = [
    `/** \`${rawName}\` of a value that is missing once \`ttlSeconds\` have passed. */`,
    `${exported}function ${name}(${parameters})${result} {`,
    `${indent}return ${rawName}(${keyName}, ${names.local("encodeEnvelope")}(value, ${all}))${semicolon}`,
    "}",
  ];
  const end = raw.statement.range[1];
  // What follows keeps its distance.
  const isFollowed = /^[^\S\r\n]*\r?\n[^\S\r\n]*\S/.test(names.file.file.text.slice(end));
  return {
    file: names.file,
    start: end,
    end,
    text: [eol, ...lines.map((line) => outer + line)].join(eol) + (isFollowed ? eol : ""),
  };
}
