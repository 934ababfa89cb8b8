import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import { memberName, peel, selfAndAncestors, isFunction, staticName } from "../../syntax/nodes.js";
import type { Bound, AbstractValue } from "../call-context.js";
import { usesOfMade } from "../holders.js";
import type { HeldUse } from "../holders.js";
import type { Resolver } from "../resolver.js";
import { flatten, slicePattern } from "./pattern.js";
import type { Pattern } from "./pattern.js";
import { HOLE, isText, synthetic } from "./static-text.js";
import { ORIGIN, SLASH, partOfUrl } from "./url-pattern.js";

/** Something that is done to a URL after it was made: `url.pathname = "/v2"`, `url.href += key`. */
interface Change {
  readonly member: string;
  readonly value: Bound;
  readonly isAppended: boolean;
  /** Whether it is done only sometimes. */
  readonly isConditional: boolean;
}

/** The members of a URL that say where it leads; what is set of others changes nothing here. */
const CHANGEABLE = new Set(["pathname", "href", "search", "host", "hostname"]);

/** How many forms of one URL are kept. */
const MAX_FORMS = 8;

/**
 * What a URL can have become: with all that the program does to it after it was made. Where a change is made only
 * sometimes, or another one takes its place, there are several forms, the last one first.
 * @param textsOf gives the texts of an expression
 */
export function formsOfUrl(
  resolver: Resolver,
  made: AbstractValue,
  start: Pattern,
  textsOf: (bound: Bound) => readonly Pattern[],
): Pattern[] {
  let forms: Pattern[] = [start];
  const replaced: Pattern[] = [];
  const set = new Set<string>();
  for (const change of changesOf(resolver, made)) {
    const { member, isAppended, isConditional, value } = change;
    const changed = forms.flatMap((form) =>
      textsOf(value).map((text) => applied(form, member, isAppended, within(text, made, change, form))),
    );
    // It was used in between, or else nobody would have set it.
    if (!isAppended && !isConditional && set.has(member)) replaced.push(...forms);
    if (!isAppended) set.add(member);
    forms = distinct(isConditional ? [...changed, ...forms] : changed).slice(0, MAX_FORMS);
  }
  return distinct([...forms, ...replaced]);
}

function changesOf(resolver: Resolver, made: AbstractValue): Change[] {
  return usesOfMade(resolver, made).flatMap((use) => [
    ...assignedAt(use),
    ...assignedTogether(resolver, use),
  ]);
}

/** `url.pathname = …`, `url.href += …` */
function assignedAt({ use, callContext }: HeldUse): Change[] {
  const member = use.parent;
  const assignment = member?.parent;
  if (
    member?.type !== "MemberExpression" ||
    member.object !== use ||
    assignment?.type !== "AssignmentExpression" ||
    assignment.left !== member
  )
    return [];
  const name = memberName(member) ?? "";
  if (!CHANGEABLE.has(name) || !/^(?:\+|\|\||\?\?)?=$/.test(assignment.operator)) return [];
  return [
    {
      member: name,
      value: { node: assignment.right, callContext },
      isAppended: assignment.operator === "+=",
      isConditional: isSometimes(assignment),
    },
  ];
}

/** `Object.assign(url, { pathname })` */
function assignedTogether(resolver: Resolver, { use, callContext }: HeldUse): Change[] {
  const call = use.parent;
  if (call?.type !== "CallExpression" || call.arguments[0] !== use) return [];
  if (globalPath(resolver.index, call.callee) !== "Object.assign") return [];
  return call.arguments.slice(1).flatMap((source) =>
    source.type !== "ObjectExpression"
      ? []
      : source.properties.flatMap((property): Change[] => {
          const member = property.type === "Property" ? (staticName(property) ?? "") : "";
          if (property.type !== "Property" || !CHANGEABLE.has(member)) return [];
          const value = { node: property.value, callContext };
          return [{ member, value, isAppended: false, isConditional: isSometimes(call) }];
        }),
  );
}

/** Whether a statement of its function runs only sometimes. */
function isSometimes(node: TSESTree.Node): boolean {
  for (const current of selfAndAncestors(node)) {
    if (isFunction(current)) return false;
    if (
      /^(?:If|Switch|For|ForOf|ForIn|While|DoWhile|Try)Statement$|^(?:Conditional|Logical)Expression$/.test(
        current.type,
      )
    )
      return true;
  }
  return false;
}

/**
 * A text in which the URL's own members stand for what they are by then: `url.pathname = url.pathname + key`. What is
 * asked about within itself, the change's own value, is the member that it changes.
 */
const within = (text: Pattern, made: AbstractValue, { member, value }: Change, form: Pattern): Pattern =>
  text.flatMap((part) => {
    if (isText(part)) return [part];
    if (part.node === peel(value.node) && part.path.length === 0) return memberNow(form, member, part);
    const [name, ...deeper] = part.node === made.node ? part.path : [];
    return name === undefined || deeper.length > 0 ? [part] : memberNow(form, name, part);
  });

const memberNow = (form: Pattern, name: string, part: AbstractValue): Pattern =>
  name === "pathname" ? partsOf(form).path : partOfUrl(form, name, part);

function applied(form: Pattern, member: string, isAppended: boolean, value: Pattern): Pattern {
  const { origin, path, query } = partsOf(form);
  switch (member) {
    case "href":
      return isAppended ? [...origin, ...rooted(path, value), ...query, ...value] : value;
    case "pathname":
      return isAppended
        ? [...origin, ...rooted(path, value), ...value, ...query]
        : [...origin, ...rooted([], value), ...value, ...query];
    case "search":
      return [...origin, ...path, ...asked(isAppended ? query : [], value), ...value];
    default:
      return [synthetic("https://"), ...value, ...path, ...query];
  }
}

/** A path to which something is added: an empty one is a slash. */
const rooted = (path: Pattern, value: Pattern): Pattern =>
  flatten(path, HOLE) === "" && /^[^/?#\uE000]/.test(flatten(value, HOLE)) ? [SLASH] : path;

/** A query to which something is added: an empty one begins with a question mark. */
const asked = (query: Pattern, value: Pattern): Pattern =>
  flatten(query, HOLE) === "" && /^[^?]/.test(flatten(value, HOLE)) ? [synthetic("?")] : query;

function partsOf(url: Pattern): { origin: Pattern; path: Pattern; query: Pattern } {
  const text = flatten(url, HOLE);
  // Before a URL that begins with a hole may stand all that an origin consists of.
  const end = ORIGIN.exec(text)?.[0].length ?? (text.startsWith(HOLE) ? HOLE.length : 0);
  const rest = text.slice(end).search(/[?#]|$/) + end;
  return {
    origin: slicePattern(url, 0, end),
    path: slicePattern(url, end, rest),
    query: slicePattern(url, rest, text.length),
  };
}

const distinct = (patterns: readonly Pattern[]): Pattern[] => [
  ...new Map(patterns.map((pattern) => [keyOf(pattern), pattern])).values(),
];

const keyOf = (pattern: Pattern): string =>
  pattern.map((part) => (isText(part) ? part.text : `${HOLE}${part.node.range.join("-")}`)).join("");
