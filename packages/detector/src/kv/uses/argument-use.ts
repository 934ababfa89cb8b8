import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import type { Origin } from "../../eval/origin.js";
import { rowsOfConstructor, rowsOfGlobal, rowsOfImport, rowsOfMethod } from "../../flow/steps/built-ins.js";
import type { Row } from "../../flow/steps/rows.js";
import type { Use } from "./uses.js";

/** Classes of frameworks that answer with what they are given, as the platform's `Response` does. */
const ANSWERING: Readonly<Record<string, readonly string[]>> = { "next/server": ["NextResponse"] };

/** What a call's function, if it is the platform's, does with what it is given. */
export function rowsOfCall(
  context: Context,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): readonly Row[] | undefined {
  const [origin, ...others] = originsOf(context.resolver, { node: call.callee, callContext: null });
  return origin === undefined || others.length > 0 ? undefined : rowsOfOrigin(origin, call.type);
}

/** What a function of the platform does that is handed over itself: `.then(JSON.parse)`. */
export function rowsOfFunction(context: Context, node: TSESTree.Node): readonly Row[] | undefined {
  const [origin, ...others] = originsOf(context.resolver, { node, callContext: null });
  return origin?.kind === "global" && others.length === 0
    ? rowsOfOrigin(origin, "CallExpression")
    : undefined;
}

function rowsOfOrigin(origin: Origin, type: "CallExpression" | "NewExpression"): readonly Row[] | undefined {
  const name = origin.path.at(-1);
  switch (origin.kind) {
    case "global": {
      const path = [origin.name, ...origin.path].join(".");
      return type === "NewExpression" ? rowsOfConstructor(path) : rowsOfGlobal(path);
    }
    case "instance": {
      // `new Map().set(…)`; what other objects of the platform are given, they take.
      if (origin.of.kind !== "global" || origin.path.length !== 1 || name === undefined) return undefined;
      if (origin.of.name === "Map" || origin.of.name === "WeakMap") return rowsOfMethod("map", name);
      if (origin.of.name === "Set" || origin.of.name === "WeakSet") return rowsOfMethod("set", name);
      return /^Text(?:En|De)coder$/.test(origin.of.name) ? rowsOfGlobal("String") : undefined;
    }
    case "import": {
      const rows = rowsOfImport(origin.module, [origin.name, ...origin.path].join("."));
      if (rows !== undefined && type === "CallExpression") return rows;
      const isAnswering = ANSWERING[origin.module]?.includes(origin.name) === true;
      if (!isAnswering || origin.path.length > 1) return undefined;
      return type === "NewExpression" ? rowsOfConstructor("Response") : rowsOfGlobal("Response.json");
    }
    default:
      return undefined;
  }
}

/** Whether a call makes an answer of what it is given: `Response.json(entry)`, or that of a framework's own class. */
export function isAnswerOf(
  context: Context,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): boolean {
  const origins = originsOf(context.resolver, { node: call.callee, callContext: null });
  return (
    origins.length > 0 && origins.every((origin) => isClassThatAnswers(origin) && origin.path[0] === "json")
  );
}

const isClassThatAnswers = (origin: Origin): boolean =>
  origin.path.length === 1 &&
  (origin.kind === "global"
    ? origin.name === "Response"
    : origin.kind === "import" && ANSWERING[origin.module]?.includes(origin.name) === true);

/**
 * What a call does with what it is given that is one of a framework's object which comes as a parameter: it answers with
 * it, `res.send(raw)`, `c.json(raw)`, or logs it.
 */
export function frameworkUse(
  context: Context,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): "answer" | "log" | undefined {
  const methods = new Set(
    originsOf(context.resolver, { node: call.callee, callContext: null }).map((origin) => {
      const root = rootOrigin(origin);
      const variable =
        root.value.node.type === "Identifier" ? context.index.variableOf(root.value.node) : undefined;
      const isPassed = variable?.defs[0]?.type === "Parameter" && root.value.path.length > 0;
      return isPassed ? (origin.path.at(-1) ?? "") : "";
    }),
  );
  if ([...methods].every((method) => LOGGING_METHODS.has(method))) return "log";
  return [...methods].every((method) => ANSWERING_METHODS.has(method) || LOGGING_METHODS.has(method))
    ? "answer"
    : undefined;
}

/** The methods by which frameworks answer, or write to a stream. */
const ANSWERING_METHODS: ReadonlySet<string> = new Set([
  "send",
  "json",
  "end",
  "write",
  "jsonp",
  "render",
  "text",
  "html",
  "body",
  "setHeader",
]);

const LOGGING_METHODS: ReadonlySet<string> = new Set(["log", "debug", "info", "warn", "error", "trace"]);

/** Whether a callee is named like one that checks data against a schema. */
export const isSchemaCall = (call: TSESTree.CallExpression, callee: string): boolean =>
  // The object's own method is judged by its body.
  !(call.callee.type === "MemberExpression" && call.callee.object.type === "ThisExpression") &&
  /(?<!^JSON)\.(parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|assert|decode)$|^(parse|safeParse|validate)$/.test(
    callee,
  );

/** A schema of the old wrapper unpacks it; one that is not visible may. */
export function schemaUse(context: Context, call: TSESTree.CallExpression): Exclude<Use, "unknown"> {
  const root = call.callee.type === "MemberExpression" ? call.callee.object : call.callee;
  // The program's own function is judged by its body.
  if (root === call.callee && context.calleesOf(call).length > 0) return "value";
  const visible = context.resolver
    .follow({ node: root, callContext: null })
    .filter((value) => value.node !== root && value.path.length === 0);
  const texts = [
    ...visible.map((value) => context.index.textOf(value.node)),
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
