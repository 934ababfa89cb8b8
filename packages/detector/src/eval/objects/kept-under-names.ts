import type { TSESTree } from "@typescript-eslint/utils";
import { parameterPlace } from "../../syntax/binding-pattern.js";
import type { GivenMember } from "../../syntax/given-members.js";
import type { AbstractValue } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import { unsure } from "../unsure-values.js";
import { passedByName } from "./passed-by-name.js";
import { isMade, registeredUnder } from "./registered.js";

/**
 * What the program puts, under a name, into an object that it is only handed, for whoever is handed that next: `kv` of
 * `req.kv = new Kv()`, of `res.locals.kv = …` and `Object.assign(req, { kv })`, where `req.kv.write(…)` is read of what
 * nothing is known of. Only what the program has made and calls counts: an option of that name is data.
 * @param value what nothing is known of, with the members that are read of it
 */
export function keptUnderName(resolver: Resolver, value: AbstractValue): AbstractValue[] {
  const name = value.path.at(-1);
  if (name === undefined || !isHandedAbout(resolver, value)) return [];
  const given = resolver.index.membersGiven(name).filter((each) => fits(resolver, each, value.path));
  if (given.length === 0) return isParameter(resolver, value) ? registeredUnder(resolver, name) : [];
  return resolver.once({ node: value.node, callContext: null }, [], () => {
    const found = given.flatMap(({ value: node }) => madeBy(resolver, node));
    return found.length > 1 ? unsure(found) : found;
  });
}

/** Whether something can be an object that a framework hands from one function to the next. */
const isHandedAbout = (resolver: Resolver, value: AbstractValue): boolean =>
  // What an object was made with is not all that it is given.
  value.node.type === "ObjectExpression" || isParameter(resolver, value);

const isParameter = ({ index }: Resolver, { node }: AbstractValue): boolean =>
  node.type === "Identifier" && index.variableOf(node)?.defs[0]?.type === "Parameter";

/** Whether what is read may be what is given: `locals.kv` of `app.locals.kv = …` is that of `req.app.locals.kv`. */
function fits(resolver: Resolver, given: GivenMember, path: readonly string[]): boolean {
  const own = given.target.path;
  const [short, long] = own.length < path.length ? [own, path] : [path, own];
  return (
    short.every((step, position) => long[long.length - short.length + position] === step) &&
    isKeptAbout(resolver, given)
  );
}

/** Whether something is given to what a function is handed, or to a member of something: `app.locals.kv = …`. */
export const isKeptAbout = ({ index }: Resolver, { target: { root, path } }: GivenMember): boolean =>
  root.type === "Identifier" && (path.length > 1 || index.variableOf(root)?.defs[0]?.type === "Parameter");

/** What the program has made, functions and what has them: not what it computes. */
export function madeBy(resolver: Resolver, node: TSESTree.Node): AbstractValue[] {
  const values = resolver.follow({ node, callContext: null });
  return values.flatMap((value) => {
    if (isMade(resolver, value)) return [value];
    const variable = value.node.type === "Identifier" ? resolver.index.variableOf(value.node) : undefined;
    const place = variable === undefined || value.path.length > 0 ? undefined : parameterPlace(variable);
    return place === undefined
      ? []
      : passedByName(resolver, place.fn, place.position)
          .flatMap((passed) => resolver.followPath(resolver.follow(passed), place.path))
          .filter((passed) => isMade(resolver, passed));
  });
}
