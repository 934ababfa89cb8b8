import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER, parameterPlace } from "../../syntax/binding-pattern.js";
import { memberName, staticName } from "../../syntax/nodes.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import { INSTANCE, ITSELF } from "./access-path.js";
import { elementOf, holding, isByName, stepInto } from "./expressions.js";
import type { State } from "./state.js";
import type { Tracking } from "./tracking.js";

/** Takes a value to what a pattern, a parameter, or a member makes of it. Names and `this` are not for here. */
export function bindTarget(
  tracking: Tracking,
  index: SourceIndex,
  target: TSESTree.Node,
  state: State,
): void {
  switch (target.type) {
    case "AssignmentPattern":
      return tracking.bind(target.left, state);
    case "TSParameterProperty":
      return ofParameterProperty(tracking, target, state);
    case "TSAsExpression":
    case "TSNonNullExpression":
      return tracking.bind(target.expression, state);
    case "ArrayPattern":
      return ofArrayPattern(tracking, target, state);
    case "ObjectPattern":
      return ofObjectPattern(tracking, target, state);
    case "MemberExpression":
      return ofMember(tracking, index, target, state);
    default:
  }
}

function ofParameterProperty(tracking: Tracking, target: TSESTree.TSParameterProperty, state: State): void {
  tracking.bind(target.parameter, state);
  const inner = target.parameter.type === "AssignmentPattern" ? target.parameter.left : target.parameter;
  const body = target.parent.parent.parent;
  if (body?.type !== "ClassBody") return;
  if (isByName(state)) return tracking.named(inner.name, state);
  tracking.keptIn(target, holding(inner.name, state));
}

function ofArrayPattern(tracking: Tracking, pattern: TSESTree.ArrayPattern, state: State): void {
  const element = elementOf(state);
  for (const target of pattern.elements) {
    if (target === null) continue;
    if (target.type === "RestElement") tracking.bind(target.argument, state);
    else if (element !== undefined) tracking.bind(target, element);
  }
}

function ofObjectPattern(tracking: Tracking, pattern: TSESTree.ObjectPattern, state: State): void {
  for (const property of pattern.properties) {
    if (property.type === "RestElement") {
      tracking.bind(property.argument, state);
      continue;
    }
    const inner = stepInto(staticName(property) ?? ANY_MEMBER, state);
    if (inner !== undefined) tracking.bind(property.value, inner);
  }
}

/** `object.member = …` */
function ofMember(
  tracking: Tracking,
  index: SourceIndex,
  member: TSESTree.MemberExpression,
  state: State,
): void {
  const { object } = member;
  const name = memberName(member) ?? ANY_MEMBER;
  const isGlobal = object.type === "Identifier" && index.variableOf(object) === undefined;
  if (isGlobal && object.name === "module" && name === "exports") return exportAll(tracking, member, state);
  if (isByName(state) && name !== ANY_MEMBER) return tracking.named(name, state);
  const held = holding(name, state);
  // What instances share.
  if (name === "prototype") tracking.bind(object, holding(INSTANCE, state));
  tracking.bind(object, held);
  // What a function is passed its callers see changed: `function addPath(url) { url.pathname = … }`.
  const variable = object.type === "Identifier" ? index.variableOf(object) : undefined;
  const place = variable === undefined ? undefined : parameterPlace(variable);
  if (place?.path.length === 0 && held.of === "evidence") tracking.changed(place.fn, place.position, held);
  const made =
    object.type === "MemberExpression" && memberName(object) === "prototype" ? object.object : undefined;
  if (made !== undefined) tracking.bind(made, holding(INSTANCE, held));
  if (held.of === "evidence" && name !== "prototype" && object.type !== "ThisExpression")
    tracking.given(made ?? object, held, made !== undefined);
}

/** `module.exports = …` */
function exportAll(tracking: Tracking, at: TSESTree.Node, state: State): void {
  const [first, ...rest] = state.path;
  tracking.exported(at, ANY_MEMBER, state);
  if (first !== undefined) tracking.exported(at, first, { ...state, path: rest });
}

/** `exports.name = …`: of the globals only this one is seen by other files. */
export function exportGlobal(tracking: Tracking, global: TSESTree.Identifier, state: State): void {
  if (global.name !== "exports") return;
  const [first, ...rest] = state.path;
  // `exports[verb] = …` is some member of the whole.
  if (first === ANY_MEMBER) tracking.exported(global, ANY_MEMBER, state);
  else
    tracking.exported(global, first ?? ANY_MEMBER, { ...state, path: first === undefined ? ITSELF : rest });
}
