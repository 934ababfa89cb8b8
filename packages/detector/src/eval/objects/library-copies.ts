import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound } from "../call-context.js";
import { originsOf, rootOrigin } from "../origin.js";
import type { Origin } from "../origin.js";
import type { Resolver } from "../resolver.js";
import { staticName } from "../../syntax/nodes.js";

/** What a library's function gives of the objects that it is given: their members, or some of them. */
export interface LibraryCopy {
  readonly objects: readonly Bound[];
  /** Whether the copy may have a member. */
  readonly keeps: (name: string) => boolean;
}

/** Collections of functions, whose functions are imported by name, from a path of their own, or from a package each. */
const TOOLBOXES =
  /^(?:lodash(?:-es)?|underscore|es-toolkit(?:\/compat|\/object)?|radash|remeda|ramda|rambda)$/;
const ONE_OF_TOOLBOX = /^lodash(?:-es|\/fp)?[./](\w+?)(?:\.js)?$/;
/** Their functions that give an object like one that they are given, in lower case. */
const TOOLS: ReadonlySet<string> = new Set([
  "assign",
  "assignin",
  "assignwith",
  "clone",
  "clonedeep",
  "defaults",
  "defaultsdeep",
  "extend",
  "merge",
  "mergeall",
  "mergedeep",
  "mergedeepright",
  "mergeleft",
  "mergeright",
  "mergewith",
  "omitby",
  "pickby",
  "reject",
  "shake",
  "tomerged",
]);
/** Packages that are one such function. */
const COPIERS: ReadonlySet<string> = new Set([
  "clone",
  "clone-deep",
  "deepmerge",
  "deepmerge-ts",
  "defu",
  "extend",
  "fast-copy",
  "just-clone",
  "just-compact",
  "just-extend",
  "just-filter-object",
  "just-merge",
  "klona",
  "merge-deep",
  "object-assign",
  "ts-deepmerge",
  "xtend",
]);

const SCHEMAS = /^(?:zod|valibot|yup|joi|superstruct|runtypes|@sinclair\/typebox\/value)(?:\/.*)?$/;
/** What gives the object that a schema is asked about. */
const CHECKS: ReadonlySet<string> = new Set([
  "attempt",
  "cast",
  "check",
  "create",
  "Parse",
  "parse",
  "parseAsync",
  "validate",
  "validateAsync",
  "validateSync",
]);
/** A schema that is made with one of these may give anything. */
export const CHANGES =
  /^(?:transform|transformAsync|pipe|preprocess|codec|overwrite|lazy|coerce|rawTransform)$/;
/** Steps of a zod schema that change nothing about which members it takes. */
const SAME_MEMBERS = /^(?:object|partial|required|readonly|refine|superRefine|describe|brand|strip|strict)$/;

/**
 * `omitBy({ value, ttl }, isUndefined)`, `Payload.parse({ value, ttl })`: the object goes through a library that is
 * known to hand it on. `undefined` for every other call: what a function does that is not seen may be anything.
 */
export function copiedByLibrary(
  resolver: Resolver,
  { node, callContext }: Bound & { readonly node: TSESTree.CallExpression },
): LibraryCopy | undefined {
  for (const origin of originsOf(resolver, { node: node.callee, callContext })) {
    const keeps = keptBy(origin);
    if (keeps === undefined || node.arguments.some(asksForNames)) continue;
    const objects = node.arguments.flatMap((each) =>
      each.type === "SpreadElement" ? [] : [{ node: each, callContext }],
    );
    return { objects, keeps };
  }
  return undefined;
}

/** `(value, key) => key !== "expiration_ttl"` */
const asksForNames = (argument: TSESTree.Node): boolean =>
  (argument.type === "ArrowFunctionExpression" || argument.type === "FunctionExpression") &&
  argument.params.length > 1;

const ALL = (): boolean => true;

function keptBy(origin: Origin): LibraryCopy["keeps"] | undefined {
  const root = rootOrigin(origin);
  if (root.kind !== "import") return undefined;
  const called = [...(root.name === "*" ? [] : [root.name]), ...origin.path].at(-1) ?? "default";
  if (SCHEMAS.test(root.module)) return CHECKS.has(called) ? keptBySchema(origin) : undefined;
  if (origin.kind !== "import") return undefined;
  const tool = ONE_OF_TOOLBOX.exec(root.module)?.[1] ?? (TOOLBOXES.test(root.module) ? called : "");
  return TOOLS.has(tool.toLowerCase()) || COPIERS.has(root.module) ? ALL : undefined;
}

/** What a schema's check leaves of an object. A schema that another file or a call makes keeps all that it is given. */
function keptBySchema(check: Origin): LibraryCopy["keeps"] | undefined {
  const names = new Set<string>();
  let isKnown = check.kind === "result";
  for (let step: Origin = check; step.kind === "result"; step = step.of) {
    // The check itself, then each call that the schema was made by.
    const made = step.of.path.at(-1) ?? (step.of.kind === "import" ? step.of.name : "");
    if (CHANGES.test(made)) return undefined;
    isKnown &&= SAME_MEMBERS.test(made);
    if (made !== "object") continue;
    const [shape] = step.call.arguments;
    if (shape?.type !== "ObjectExpression") isKnown = false;
    else
      for (const property of shape.properties) {
        const name = property.type === "Property" ? staticName(property) : undefined;
        if (name === undefined) isKnown = false;
        else names.add(name);
      }
  }
  return isKnown && rootOrigin(check).kind === "import" ? (name) => names.has(name) : ALL;
}
