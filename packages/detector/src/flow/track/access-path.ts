import { ANY_MEMBER } from "../../syntax/binding-pattern.js";

/**
 * What has to be done with a value to get at what is tracked: members are read, a function is called, an instance is
 * made. The empty path is the tracked value itself, and whatever is taken from that.
 */
export type AccessPath = readonly string[];

/** Calling a function: what it returns. No member is called so. */
export const CALL = "()";
/** Making an instance of a class. */
export const INSTANCE = "new";

/** What a function is passed, by its type: `(ctx: Context) => void`. */
export const PASSED = "=>";

/** How many members are told apart: what lies deeper counts as all of what holds it. */
const MAX_MEMBERS = 4;

export const ITSELF: AccessPath = [];

const isMember = (step: string): boolean => step !== CALL && step !== INSTANCE && step !== PASSED;

/** The path to what something holds now, at a step; where one holds its like (`node.next.next`) all of it counts. */
export function heldAt(step: string, path: AccessPath): AccessPath {
  // Of functions that give functions as many are told apart; a class's instance makes none.
  if (!isMember(step))
    return path.filter((each) => each === step).length < MAX_MEMBERS ? [step, ...path] : path;
  if (path.includes(step)) return [step];
  const longer = [step, ...path];
  let members = 0;
  const end = longer.findIndex((each) => isMember(each) && ++members > MAX_MEMBERS);
  return end < 0 ? longer : longer.slice(0, end);
}

/** What is left of a path once a step is taken; `undefined` where the step leads elsewhere. */
export function taking(step: string, path: AccessPath): AccessPath | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return ITSELF;
  if (first === step) return rest;
  // An element can be any, and so can what a computed name reads; calling is neither.
  return isOpen(first) && isOpen(step) && (step === ANY_MEMBER || first === ANY_MEMBER) ? rest : undefined;
}

/** Whether a computed name may mean it: calling is no member, and a private member is only read by its name. */
const isOpen = (step: string): boolean => isMember(step) && !step.startsWith("#");

/** A path as far as to a number of members; that instances have it, and not their class, is no member. */
export function startOf(path: AccessPath, members: number): AccessPath {
  return path.slice(0, (path[0] === INSTANCE ? 1 : 0) + members);
}

/** The first member that a path reads, whose name whoever follows the path has to write; `undefined` where it reads none, or any. */
export function firstMember(path: AccessPath): string | undefined {
  const first = path.find(isMember);
  return first === ANY_MEMBER ? undefined : first;
}
