import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { amountsOf } from "../../kv/calls/amounts.js";
import { isNothingBut } from "../../eval/numbers/kinds.js";
import { kindsOf } from "../../eval/numbers/reader.js";
import { MAX_TTL_SECONDS } from "../../kv/vocabulary.js";
import { memberChain, peel } from "../../syntax/nodes.js";
import type { HelperName, Helpers } from "../imports/helper-names.js";
import { layoutAt } from "../layout.js";
import { Unsafe } from "../unsafe.js";
import type { EnvelopeParts } from "../writes/parts.js";

const NONE = "it says no expiry that could be handed to the service";
/** Why a write of metadata alone is not moved. */
export const NO_EXPIRY = [
  `${NONE}, which keeps no metadata`,
  "store an envelope, or take the metadata out",
] as const;
/** The same of one whose expiry the service is told of. */
export const TOLD_ALREADY = [
  "the service is told of its expiry already, and keeps no metadata",
  "take the metadata out, or store an envelope",
] as const;
/** The same of one whose expiry is evidently none: `null`. */
const NO_END = [NONE, "take the field out, as the key is to stay for good"] as const;

/** The rest of a life in whole seconds, as an expression. */
export interface Seconds {
  readonly text: string;
  /** The number itself where it is written out, or a constant's. */
  readonly number: number | undefined;
  /** Whether it is a whole number in the service's range, whatever happens. */
  readonly isWhole: boolean;
  /** A condition under which it is a number, where it may be `undefined` and that can be asked for. */
  readonly isGiven: string | undefined;
  /** What the expression is made of. */
  readonly nodes: readonly TSESTree.Node[];
  readonly helpers: readonly HelperName[];
}

/**
 * The seconds of a write's fields: the ttl as it is where it is certainly whole and in range, else through the helper
 * that makes it so or refuses it. An absolute end counts from the moment of the write.
 * @param site where the expression comes to stand
 * @throws {Unsafe} where no field says an expiry, or one says what no service takes
 */
export function secondsOf(
  context: Context,
  helpers: Helpers,
  site: TSESTree.Node,
  { options }: EnvelopeParts,
): Seconds {
  const local = (name: HelperName): string => helpers.at(site).local(name);
  const ttl = options.find(({ name }) => name === "ttlSeconds");
  const end = options.find(({ name }) => name === "expiresAtMs");
  const nodes = [ttl, end].flatMap((part) => part?.node ?? []);
  const until = end === undefined ? undefined : `${local("secondsUntil")}(${end.text})`;
  if (ttl === undefined) {
    if (until === undefined) throw new Unsafe(...NO_END);
    return {
      text: until,
      number: undefined,
      isWhole: false,
      isGiven: undefined,
      nodes,
      helpers: ["secondsUntil"],
    };
  }
  // A text of digits is a number by now.
  const written = /^\d+$/.test(ttl.text) ? Number(ttl.text) : undefined;
  const isPlain = ttl.node !== undefined && ttl.text === context.index.textOf(ttl.node);
  const numbers =
    written !== undefined
      ? [written]
      : ttl.node === undefined || !isPlain
        ? undefined
        : numbersOf(context, ttl.node);
  if (until === undefined && numbers?.every(isInRange) === true) {
    // A constant keeps its name: it may be another number one day.
    const isWritten = written !== undefined || ttl.node?.type === "Literal";
    const number = isWritten ? numbers[0] : undefined;
    return { text: ttl.text, number, isWhole: true, isGiven: undefined, nodes, helpers: [] };
  }
  const text = `${local("ttlSeconds")}(${ttl.text})`;
  if (until === undefined)
    return {
      text,
      number: undefined,
      isWhole: false,
      isGiven: isPlain && isNameOrMember(ttl.node) ? `${ttl.text} != null` : undefined,
      nodes,
      helpers: ["ttlSeconds"],
    };
  if (layoutAt(context, site).isFifthEdition)
    throw new Unsafe("both a ttl and an absolute `expiration` are given", "keep one of them");
  return {
    text: `${text} ?? ${until}`,
    number: undefined,
    isWhole: false,
    isGiven: undefined,
    nodes,
    helpers: ["secondsUntil", "ttlSeconds"],
  };
}

/** Whether an expression can be written twice. */
const isNameOrMember = (node: TSESTree.Node | undefined): boolean =>
  node !== undefined && /^(?:Identifier|ThisExpression)$/.test(memberChain(node)?.root.type ?? "");

/** Whether the service takes a number of seconds as it is. */
const isInRange = (number: number): boolean => Number.isInteger(number) && number <= MAX_TTL_SECONDS;

/** The numbers that an expression can be, where it is nothing else: `undefined` where that is not known. */
function numbersOf(context: Context, node: TSESTree.Node): number[] | undefined {
  const amounts = amountsOf(context, { node: peel(node), callContext: null });
  const numbers = amounts.flatMap(({ value, isText, isAbsent }) =>
    typeof value === "number" && isText !== true && isAbsent !== true ? value : [],
  );
  const isKnown =
    numbers.length > 0 && numbers.length === amounts.length && numbers.every((each) => each > 0);
  // What is written out need not be all: `const { ttl } = { ttl: 300, ...options }`.
  return isKnown && isNothingBut(kindsOf(context, node), "number") ? numbers : undefined;
}
