import { ANY_MEMBER } from "../../syntax/binding-pattern.js";

/** One access on the way from an argument or a result to the value in question. */
export type Access =
  /** An element of an array, a set, anything that is gone through. */
  | { readonly kind: "element" }
  /** A member; `undefined`: whichever, the same name on both sides of a row. */
  | { readonly kind: "member"; readonly name: string | undefined }
  /** What a function is given at a position. */
  | { readonly kind: "parameter"; readonly position: number }
  /** What a function gives. */
  | { readonly kind: "return" };

/** A place at a call: one of its arguments, what its method is called on, what it gives. */
export type Root = "this" | "result" | "any argument" | number;

export interface Place {
  readonly root: Root;
  readonly accesses: readonly Access[];
}

/** What else happens to a value on its way: it is parsed, made a text, made JSON, made the body of a `Response`, asked which members it has, hidden in another form. */
type Change = "copy" | (typeof CHANGES)[number];
const CHANGES = ["text", "json", "parsed", "response", "names", "hidden"] as const;

/** One thing that a built-in function does: a value goes from one place at its call to another one. */
export interface Row {
  readonly from: Place;
  /** `undefined`: it takes the value as it is, and gives it to nobody of the program. */
  readonly to: Place | undefined;
  readonly change: Change;
  /** The argument with which it does not do so: `Array.from(list, build)` gives what `build` makes. */
  readonly unless: number | undefined;
}

const FORM = new RegExp(`^(\\S+) → (\\S+)(?: as (${CHANGES.join("|")}))?(?: unless Argument\\[(\\d+)\\])?$`);

/** Reads `Argument[0].Element → ReturnValue`, `Argument[this] → Argument[0].Parameter[0]`, `Argument[0] → nobody`. */
export function parseRow(text: string): Row {
  const [, from, to, change, unless] = FORM.exec(text) ?? [];
  if (from === undefined || to === undefined) throw new SyntaxError(`no row of a built-in function: ${text}`);
  return {
    from: parsePlace(from),
    to: to === "nobody" ? undefined : parsePlace(to),
    change: CHANGES.find((each) => each === change) ?? "copy",
    unless: unless === undefined ? undefined : Number(unless),
  };
}

function parsePlace(text: string): Place {
  const [head = "", ...accesses] = text.split(".");
  return { root: parseRoot(head), accesses: accesses.map(parseAccess) };
}

function parseRoot(text: string): Root {
  if (text === "ReturnValue") return "result";
  const [, inner = ""] = /^Argument\[(this|\*|\d+)\]$/.exec(text) ?? [];
  if (inner === "this") return "this";
  if (inner === "*") return "any argument";
  if (inner === "") throw new SyntaxError(`no place at a call: ${text}`);
  return Number(inner);
}

function parseAccess(text: string): Access {
  const [, kind, inner] = /^(Element|Member|Parameter|Return)(?:\[(\w+)\])?$/.exec(text) ?? [];
  switch (kind) {
    case "Element":
      return { kind: "element" };
    case "Member":
      return { kind: "member", name: inner };
    case "Parameter":
      return { kind: "parameter", position: Number(inner) };
    case "Return":
      return { kind: "return" };
    default:
      throw new SyntaxError(`no access to a value: ${text}`);
  }
}

const isElementStep = (step: string): boolean => step === ANY_MEMBER || /^\d+$/.test(step);

/** Where a value lies in what stands at a call, outermost first: names of members, `*` for any. */
export type Path = readonly string[];

/** Where a row takes a value. */
export interface Target {
  readonly row: Row;
  /** The function that is handed over and given the value: an argument's position, and that of its parameter. */
  readonly parameter?: { readonly argument: Root; readonly position: number };
  readonly root: Root | undefined;
  readonly path: Path;
}

/** What becomes of a value, at a path in what stands at `root`. */
export type Forward =
  | { readonly kind: "goes"; readonly target: Target }
  /** The row takes the value itself apart: it reads this member of it (`*`: its elements; `undefined`: all members). */
  | { readonly kind: "opens"; readonly row: Row; readonly name: string | undefined };

/** Forwards: where the rows take a value that stands at `root` of a call with so many arguments, at a path in it. */
export function forwards(rows: readonly Row[], root: Root, path: Path, argumentCount: number): Forward[] {
  return rows.flatMap((row): Forward[] => {
    if (!isRoot(row.from.root, root) || isOff(row, argumentCount)) return [];
    if (row.from.accesses.some(({ kind }) => kind === "return" || kind === "parameter")) return [];
    const matched = match(row.from.accesses, path);
    if (matched === undefined) return [];
    if (matched.missing !== undefined) return [{ kind: "opens", row, name: openedBy(matched.missing) }];
    return [{ kind: "goes", target: targetOf(row, matched.names, matched.rest) }];
  });
}

/** Forwards: where the rows take what a function gives that is handed over as the argument `root`. */
export function forwardsFromReturn(
  rows: readonly Row[],
  root: Root,
  path: Path,
  argumentCount: number,
): Target[] {
  return rows.flatMap((row) => {
    const [first, ...others] = row.from.accesses;
    if (first?.kind !== "return" || !isRoot(row.from.root, root) || isOff(row, argumentCount)) return [];
    const matched = match(others, path);
    return matched === undefined || matched.missing !== undefined
      ? []
      : [targetOf(row, matched.names, matched.rest)];
  });
}

/** Backwards: the places whose value the rows give at a path in the result; `rest` is still to be read there. */
export function backwards(
  rows: readonly Row[],
  path: Path,
  argumentCount: number,
): { readonly row: Row; readonly from: Place; readonly rest: Path }[] {
  return rows.flatMap((row) => {
    if (row.to?.root !== "result" || isOff(row, argumentCount)) return [];
    const matched = match(row.to.accesses, path);
    if (matched === undefined || matched.missing !== undefined) return [];
    return [{ row, from: named(row.from, matched.names), rest: matched.rest }];
  });
}

/** Backwards: what a row hands to a parameter of the function that is its argument `root`. */
export const backwardsIntoParameter = (
  rows: readonly Row[],
  root: Root,
  position: number,
  argumentCount: number,
): Place[] =>
  rows.flatMap((row) => {
    const [first, ...others] = row.to?.accesses ?? [];
    return first?.kind === "parameter" &&
      first.position === position &&
      others.length === 0 &&
      row.to?.root === root &&
      !isOff(row, argumentCount)
      ? [row.from]
      : [];
  });

const isRoot = (row: Root, root: Root): boolean =>
  row === root || (row === "any argument" && typeof root === "number");

/** Whether a row is not about a call with so many arguments. */
const isOff = ({ unless, from, to }: Row, argumentCount: number): boolean =>
  (unless !== undefined && argumentCount > unless) ||
  [from.root, to?.root].some((root) => typeof root === "number" && root >= argumentCount);

interface Matched {
  /** The members' names that stand for those which the row does not name. */
  readonly names: readonly string[];
  readonly rest: Path;
  /** The access that goes further than the path does. */
  readonly missing: Access | undefined;
}

/** Takes the accesses of a row off a path; `undefined` where they lead elsewhere. */
function match(accesses: readonly Access[], path: Path): Matched | undefined {
  const names: string[] = [];
  let rest = path;
  for (const access of accesses) {
    const [step, ...others] = rest;
    if (step === undefined) return { names, rest, missing: access };
    if (access.kind === "element" && !isElementStep(step)) return undefined;
    if (access.kind === "member") {
      if (access.name === undefined) names.push(step);
      else if (access.name !== step && step !== ANY_MEMBER) return undefined;
    }
    rest = others;
  }
  return { names, rest, missing: undefined };
}

function targetOf(row: Row, names: readonly string[], rest: Path): Target {
  const [first] = row.to?.accesses ?? [];
  if (row.to !== undefined && first?.kind === "parameter")
    return {
      row,
      parameter: { argument: row.to.root, position: first.position },
      root: row.to.root,
      path: rest,
    };
  const left = [...names];
  const around = (row.to?.accesses ?? []).map((access) =>
    access.kind === "member" ? (access.name ?? left.shift() ?? ANY_MEMBER) : ANY_MEMBER,
  );
  return { row, root: row.to?.root, path: [...around, ...rest] };
}

/** A place with the names that its row leaves open filled in. */
function named(place: Place, names: readonly string[]): Place {
  const left = [...names];
  return {
    root: place.root,
    accesses: place.accesses.map((access) =>
      access.kind === "member" && access.name === undefined ? { kind: "member", name: left.shift() } : access,
    ),
  };
}

const openedBy = (access: Access): string | undefined =>
  access.kind === "member" ? access.name : ANY_MEMBER;
