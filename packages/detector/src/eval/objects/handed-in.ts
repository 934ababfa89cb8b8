import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import { parameterPlace } from "../../syntax/binding-pattern.js";
import { firstOf } from "../../syntax/first-of.js";
import { memberChain, memberName, peel, staticName } from "../../syntax/nodes.js";
import type { TypeReader } from "../../types/type-reader.js";
import type { Bound } from "../call-context.js";
import { assertedTypes } from "../declared-types.js";
import type { Resolver } from "../resolver.js";
import { CHANGES } from "./library-copies.js";

/** A member that something is said to have. */
interface ToldMember {
  readonly name: string;
  readonly optional: boolean;
}

/** Through how many names and calls it is asked where something comes from. */
const MAX_STEPS = 6;
/** Methods by which a request gives what it was sent. */
const BODIES = /^(?:json|text|valid|body)$/;
/** Types of what comes back from a service, whose body is nothing that the program is handed. */
const ANSWERS = /^(?:Response|AxiosResponse|Dispatcher\.ResponseData|HttpResponse)$/;
/** Methods of a schema that give what they checked, and those of a schema's makers. */
const CHECKING = /^(?:parse|parseAsync|validate|validateSync|cast)$/;
const SAFELY_CHECKING = /^(?:safeParse|safeParseAsync)$/;
const OBJECT_SCHEMA = /^(?:object|strictObject|strict|looseObject|Object)$/;

/**
 * What is said of an object that others hand in, and of which nothing else is seen: `const entry: Entry = await
 * request.json()`, `request.body as Entry`, `schema.parse(await c.req.json())`. It is a request's body, a message of a
 * queue: what the outermost function is called with, and no client's answer.
 */
export function toldOfHandedIn(
  resolver: Resolver,
  types: TypeReader,
  { node, callContext }: Bound,
): readonly ToldMember[] | undefined {
  if (callContext !== null) return undefined;
  for (const expression of expressionsOf(resolver, node)) {
    const told = checkedMembers(resolver, types, expression) ?? validatedMembers(resolver, expression);
    if (told !== undefined) return told;
    const members = typesOf(types, resolver, node, expression)
      .map((type) => types.membersOf(type))
      .find((each) => each !== undefined);
    if (members !== undefined && isHandedIn(resolver, types, expression, MAX_STEPS)) return members;
  }
  return undefined;
}

/** An expression itself, or what the variable that it names is given. */
function expressionsOf(resolver: Resolver, node: TSESTree.Node): TSESTree.Node[] {
  const inner = peel(node);
  const variable = inner.type === "Identifier" ? resolver.index.variableOf(inner) : undefined;
  if (variable === undefined || variable.defs[0]?.type !== "Variable") return [node];
  return resolver
    .writtenValues(variable)
    .flatMap(({ node: written, path }) => (path.length === 0 ? [written] : []));
}

function typesOf(
  types: TypeReader,
  { index }: Resolver,
  node: TSESTree.Node,
  expression: TSESTree.Node,
): TSESTree.TypeNode[] {
  const inner = peel(node);
  const variable = inner.type === "Identifier" ? index.variableOf(inner) : undefined;
  const declared = variable === undefined ? undefined : types.annotationOf(variable);
  const call = peel(expression);
  const given = call.type === "CallExpression" ? (call.typeArguments?.params ?? []) : [];
  return [
    ...assertedTypes(node),
    ...(declared === undefined ? [] : [declared]),
    ...assertedTypes(expression),
    ...given,
  ];
}

/** Whether an expression is what a function that others call is handed, or a part of it, or the body of it. */
function isHandedIn(
  resolver: Resolver,
  types: TypeReader,
  expression: TSESTree.Node,
  steps: number,
): boolean {
  if (steps === 0) return false;
  const node = peel(expression);
  const onwards = (next: TSESTree.Node): boolean => isHandedIn(resolver, types, next, steps - 1);
  switch (node.type) {
    case "Identifier": {
      const variable = resolver.index.variableOf(node);
      if (variable === undefined) return false;
      const place = parameterPlace(variable);
      if (place !== undefined) return !isAnswer(types.annotationOf(variable));
      const written = resolver.writtenValues(variable);
      return written.length > 0 && written.every((each) => onwards(each.node));
    }
    case "MemberExpression":
      return onwards(node.object);
    case "CallExpression": {
      const [first] = node.arguments;
      if (globalPath(resolver.index, node.callee) === "JSON.parse")
        return first !== undefined && first.type !== "SpreadElement" && onwards(first);
      if (node.callee.type !== "MemberExpression") return false;
      const isBody = BODIES.test(memberName(node.callee) ?? "") && first?.type !== "ObjectExpression";
      return isBody && onwards(node.callee.object);
    }
    default:
      return false;
  }
}

function isAnswer(type: TSESTree.TypeNode | undefined): boolean {
  if (type?.type !== "TSTypeReference") return false;
  const { typeName } = type;
  return typeName.type === "Identifier" && ANSWERS.test(typeName.name);
}

/** What a schema says: of `schema.parse(input)`, `safeParse(schema, input).output`, where `schema` is `z.object({ … })`. */
function checkedMembers(
  resolver: Resolver,
  types: TypeReader,
  expression: TSESTree.Node,
): ToldMember[] | undefined {
  const node = peel(expression);
  const isSafe = node.type === "MemberExpression" && /^(?:data|output)$/.test(memberName(node) ?? "");
  const call = isSafe ? peel(expressionsOf(resolver, node.object)[0] ?? node) : node;
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return undefined;
  if (!(isSafe ? SAFELY_CHECKING : CHECKING).test(memberName(call.callee) ?? "")) return undefined;
  const given = call.arguments.flatMap((each) => (each.type === "SpreadElement" ? [] : [each]));
  if (!given.some((each) => isHandedIn(resolver, types, each, MAX_STEPS))) return undefined;
  return firstOf([call.callee.object, ...given], (schema) => membersOfSchema(resolver, schema, MAX_STEPS));
}

/**
 * What the schema says by which a framework has checked it before: `c.req.valid("json")` behind `zValidator("json",
 * schema)`, `input` of `.input(schema).mutation(({ input }) => …)`.
 */
function validatedMembers(resolver: Resolver, expression: TSESTree.Node): ToldMember[] | undefined {
  const node = peel(expression);
  const isCall = node.type === "CallExpression" && node.callee.type === "MemberExpression";
  const asked = isCall ? node.callee : node;
  const chain = memberChain(asked);
  const variable = chain?.root.type === "Identifier" ? resolver.index.variableOf(chain.root) : undefined;
  const place = variable === undefined ? undefined : parameterPlace(variable);
  const last = place === undefined ? undefined : [...place.path, ...(chain?.path ?? [])].at(-1);
  const registered = place?.fn.parent;
  if (last !== (isCall ? "valid" : "input") || registered?.type !== "CallExpression") return undefined;
  const beside = registered.arguments.flatMap((each) =>
    each.type === "CallExpression" ? each.arguments : [],
  );
  const before = [...callsBefore(registered)].flatMap((call) => call.arguments);
  return firstOf([...beside, ...before], (schema) =>
    schema.type === "SpreadElement" ? undefined : membersOfSchema(resolver, schema, MAX_STEPS),
  );
}

/** The calls before a method's call in a chain. */
function* callsBefore({ callee }: TSESTree.CallExpression): Generator<TSESTree.CallExpression> {
  const object = callee.type === "MemberExpression" ? peel(callee.object) : undefined;
  if (object?.type !== "CallExpression") return;
  yield object;
  yield* callsBefore(object);
}

/** The members of `z.object({ … })`, also behind `.strict()` or `.refine(…)`. */
function membersOfSchema(resolver: Resolver, schema: TSESTree.Node, steps: number): ToldMember[] | undefined {
  if (steps === 0) return undefined;
  for (const { node, path } of resolver.follow({ node: schema, callContext: null })) {
    if (path.length > 0 || node.type !== "CallExpression" || node.callee.type !== "MemberExpression")
      continue;
    const [first] = node.arguments;
    // What it gives is not what it checks.
    if (CHANGES.test(memberName(node.callee) ?? "")) return undefined;
    if (OBJECT_SCHEMA.test(memberName(node.callee) ?? "") && first?.type === "ObjectExpression")
      return first.properties.flatMap((property) => {
        const name = property.type === "Property" ? staticName(property) : undefined;
        return name === undefined ? [] : [{ name, optional: false }];
      });
    const inner = membersOfSchema(resolver, node.callee.object, steps - 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
