import type { TSESTree } from "@typescript-eslint/utils";
import { ABSENT, hasAny } from "../../eval/numbers/kinds.js";
import { kindsOf } from "../../eval/numbers/reader.js";
import type { Entry } from "../../eval/objects/shape.js";
import type { Context } from "../../kv/context.js";
import type { FieldEntry, VerbatimWrite } from "../../kv/operations/fields.js";
import { optionFieldRole } from "../../kv/vocabulary.js";
import { defaultsOfParameter, parameterPlace } from "../../syntax/binding-pattern.js";
import { peel } from "../../syntax/nodes.js";
import type { FunctionNode, Variable } from "../../syntax/nodes.js";
import { isPure, operandText } from "../source-text.js";
import type { FieldReader } from "./parts.js";

/** Options that are put together elsewhere, and read where they are used: `options?.expirationTtl`. */
export interface OptionMembers {
  /** Each field that they can have, as often as it is set somewhere. */
  readonly fields: readonly FieldEntry[];
  readonly read: FieldReader;
  /** Their expression, where it can stand in the code only once. */
  readonly once: TSESTree.Node | undefined;
}

/** How many functions hand options on to the next. */
const MAX_CALLERS_DEEP = 4;

/**
 * Reads a binding's options from what the call is given, where that is no literal: a parameter, a variable that is
 * completed before the call, what a function gives. The binding looks at nothing else in them.
 * @returns `undefined` where it is not known what they can hold
 */
export function optionMembers(context: Context, { write }: VerbatimWrite): OptionMembers | undefined {
  if (write.kind !== "binding" || write.options === undefined) return undefined;
  const { object, mayBeNothing } = withoutFallback(peel(write.options.node));
  const found = new PossibleOptions(context).of(object);
  if (found === undefined) return undefined;
  const fields = found.entries.flatMap((entry): FieldEntry[] => {
    const role = optionFieldRole(entry.name);
    return role === undefined ? [] : [{ role, entry: { ...entry, ...UNCONDITIONAL } }];
  });
  const isOnce = !isPure(context, object);
  if (fields.length === 0 || (isOnce && new Set(fields.map(({ entry }) => entry.name)).size > 1))
    return undefined;
  const isOptional =
    mayBeNothing || found.mayBeNothing || hasAny(kindsOf(context, object), ...ABSENT, "null");
  const access = `${operandText(context, object)}${isOptional ? "?." : "."}`;
  return {
    fields,
    once: isOnce ? object : undefined,
    read: ({ name }) => ({ text: `${access}${name}`, node: undefined }),
  };
}

/** A member is asked for where the call stands: under which condition it was set does not matter there. */
const UNCONDITIONAL = { conditions: [], spreadFrom: undefined, isLater: false };

/** `options ?? {}`, `{ ...options }`: the options themselves. */
function withoutFallback(node: TSESTree.Node): { object: TSESTree.Node; mayBeNothing: boolean } {
  if (node.type === "LogicalExpression" && node.operator !== "&&") {
    const fallback = peel(node.right);
    if (fallback.type === "ObjectExpression" && fallback.properties.length === 0)
      return { object: peel(node.left), mayBeNothing: true };
  }
  const [only, ...others] = node.type === "ObjectExpression" ? node.properties : [];
  if (only?.type === "SpreadElement" && others.length === 0)
    return { object: withoutFallback(peel(only.argument)).object, mayBeNothing: true };
  return { object: node, mayBeNothing: false };
}

interface Options {
  readonly entries: readonly Entry[];
  readonly mayBeNothing: boolean;
}

/** What options can hold, whoever calls. */
class PossibleOptions {
  private readonly context: Context;
  private readonly asked = new Set<FunctionNode>();

  constructor(context: Context) {
    this.context = context;
  }

  of(node: TSESTree.Node): Options | undefined {
    const variable = node.type === "Identifier" ? this.context.index.variableOf(node) : undefined;
    if (variable?.defs[0]?.type === "Parameter") return this.ofParameter(variable);
    if (!/^(?:Identifier|MemberExpression|CallExpression)$/.test(node.type)) return undefined;
    return this.ofShape(node, node.type === "CallExpression");
  }

  private ofShape(node: TSESTree.Node, mayBeNothing: boolean): Options | undefined {
    const { entries, isOpen } = this.context.shapes.shapeOf({ node, callContext: null });
    return isOpen ? undefined : { entries, mayBeNothing };
  }

  /** What a type says that names all members, and else what all callers pass. */
  private ofParameter(variable: Variable): Options | undefined {
    const place = parameterPlace(variable);
    if (place === undefined || place.path.length > 0 || this.asked.size >= MAX_CALLERS_DEEP) return undefined;
    if (this.asked.has(place.fn)) return { entries: [], mayBeNothing: false };
    this.asked.add(place.fn);
    const isDeclared = this.context.types.membersOf(this.context.types.annotationOf(variable)) !== undefined;
    if (!isDeclared && this.context.mentionsOf(place.fn).length > 0) return undefined;
    const given = [
      ...defaultsOfParameter(variable).map((node) => this.ofShape(node, false)),
      ...this.context.callersOf(place.fn).map((call) => this.ofArgument(call, place.position)),
    ];
    const known = given.flatMap((each) => each ?? []);
    if ((known.length === 0 && !isDeclared) || (!isDeclared && known.length < given.length)) return undefined;
    const isDefaulted = defaultsOfParameter(variable).length > 0;
    return {
      // What the type declares, and what the function itself sets.
      entries: [...this.namedAt(variable), ...known.flatMap(({ entries }) => entries)],
      mayBeNothing:
        !isDefaulted && (known.some(({ mayBeNothing }) => mayBeNothing) || known.length < given.length),
    };
  }

  private namedAt(variable: Variable): readonly Entry[] {
    const use = variable.references.find((reference) => reference.isRead())?.identifier;
    return use === undefined ? [] : this.context.shapes.shapeOf({ node: use, callContext: null }).entries;
  }

  private ofArgument(call: TSESTree.CallExpression, position: number): Options | undefined {
    const before = call.arguments.slice(0, position + 1);
    if (before.some(({ type }) => type === "SpreadElement")) return undefined;
    const argument = before[position];
    if (argument === undefined) return { entries: [], mayBeNothing: true };
    const node = peel(argument);
    if (node.type === "ObjectExpression") return this.ofShape(node, false);
    const { object, mayBeNothing } = withoutFallback(node);
    const found = this.of(object) ?? this.ofShape(object, true);
    return found === undefined ? undefined : { ...found, mayBeNothing: mayBeNothing || found.mayBeNothing };
  }
}
