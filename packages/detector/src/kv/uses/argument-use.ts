import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { memberName } from "../../syntax/nodes.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import type { Use } from "./uses.js";

/** Methods that keep or pass on what they are given: somebody else opens it. */
const FORWARDING = new Set([
  "emit",
  "publish",
  "dispatch",
  "next",
  "postMessage",
  "set",
  "push",
  "unshift",
  "add",
  "resolve",
  "enqueue",
  "setItem",
  "fulfill",
  "fill",
]);

/** Whether a call keeps or passes on its arguments, by its method's name. */
export const isForwarding = ({ callee }: TSESTree.CallExpression): boolean =>
  callee.type === "MemberExpression" && FORWARDING.has(memberName(callee) ?? "");

/**
 * What handing a read to a function of which no code is known means: a platform's or a package's
 * takes the value as it is; a callback, or something that was made elsewhere, may open it.
 */
export function argumentUse(context: Context, call: TSESTree.CallExpression | TSESTree.NewExpression): Use {
  const origins = originsOf(context.resolver, { node: call.callee, frame: null });
  const isOutside = origins.every((origin) => {
    const root = rootOrigin(origin);
    if (root.kind === "global") return !(root.name === "Object" || root.name === "Reflect");
    if (root.kind === "import") return true;
    // `res.send(raw)`, `c.json(raw)`: a framework's object that comes as a parameter.
    const variable =
      root.leaf.node.type === "Identifier" ? context.index.variableOf(root.leaf.node) : undefined;
    return variable?.defs[0]?.type === "Parameter" && root.leaf.path.length > 0;
  });
  return isOutside ? "value" : "lost";
}

/** Whether a callee is named like one that checks data against a schema. */
export const isSchemaCall = (call: TSESTree.CallExpression, callee: string): boolean =>
  // The object's own method is judged by its body.
  !(call.callee.type === "MemberExpression" && call.callee.object.type === "ThisExpression") &&
  /(?<!^JSON)\.(parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|assert|decode)$|^(parse|safeParse|validate)$/.test(
    callee,
  );

/** A schema of the old wrapper unpacks it; one that is not visible may. */
export function schemaUse(context: Context, call: TSESTree.CallExpression): Use {
  const root = call.callee.type === "MemberExpression" ? call.callee.object : call.callee;
  // The program's own function is judged by its body.
  if (root === call.callee && context.calleesOf(call).length > 0) return "value";
  const visible = context.resolver
    .follow({ node: root, frame: null })
    .filter((leaf) => leaf.node !== root && leaf.path.length === 0);
  const texts = [
    ...visible.map((leaf) => context.index.textOf(leaf.node)),
    ...definitionTexts(context, root),
  ];
  return visible.length > 0 && texts.every((text) => !/\bvalue\b\s*["']?\s*:/.test(text))
    ? "value"
    : "opaque";
}

/** How a name is defined, also where what it stands for is made by the program's own code: `object({ value: … })`. */
function definitionTexts(context: Context, name: TSESTree.Node): string[] {
  let variable = name.type === "Identifier" ? context.index.variableOf(name) : undefined;
  for (
    let definition = variable?.defs[0];
    definition?.type === "ImportBinding";
    definition = variable.defs[0]
  ) {
    const [exported] = context.modules.imported(definition);
    if (exported?.kind !== "variable") return [];
    variable = exported.variable;
  }
  return variable === undefined
    ? []
    : context.resolver.writtenValues(variable).map(({ node }) => context.index.textOf(node));
}
