import type { TSESTree } from "@typescript-eslint/utils";
import type { Entry } from "../../eval/objects/shape.js";
import type { Context } from "../../kv/context.js";
import type { VerbatimWrite } from "../../kv/operations/fields.js";
import { isNothing } from "../../kv/operations/made-envelope.js";
import { peel } from "../../syntax/nodes.js";
import type { Helpers } from "../imports/helper-names.js";
import { argumentText } from "../source-text.js";
import { Unsafe } from "../unsafe.js";
import { conditional } from "../writes/conditional.js";
import { isMilliseconds, ttlPart } from "../writes/expiry-parts.js";
import type { EnvelopeParts, FieldPart, FieldReader, Part } from "../writes/parts.js";
import type { WriteRewrite } from "../writes/write-rewrite.js";
import { fromBody } from "./from-body.js";
import { refuseOtherBodies } from "./other-bodies.js";
import { placeTtl, withoutUnused } from "./server-write.js";

type Option = EnvelopeParts["options"][number];

/**
 * Takes the end out of an envelope that the program makes itself, `{ value, expires_at: Date.now() + ttl * 1000 }`, and tells
 * the service of it. What is stored keeps its shape otherwise: whether the reads take it is asked elsewhere.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function endHandMade(
  context: Context,
  helpers: Helpers,
  { write, payload, handMade = [] }: VerbatimWrite,
): WriteRewrite {
  if (payload.kind !== "object") throw new Unsafe("the envelope is put together elsewhere", BY_HAND);
  refuseOtherBodies(context, write, payload);
  const taken = fromBody(context, payload, handMade, (read) => {
    const [entry, ...others] = handMade;
    if (entry === undefined || others.length > 0)
      throw new Unsafe("the end of the envelope is given twice", "say it once");
    return { value: { text: "", node: undefined }, options: [endOf(context, entry, read)], notes: [] };
  });
  const placed = placeTtl(context, {
    helpers,
    write,
    parts: taken.parts,
    moved: { from: taken.from, nodes: taken.parts.options.flatMap(({ node }) => node ?? []) },
    said: handMade[0]?.value?.callContext ?? null,
    given: [],
  });
  return {
    edits: [...taken.removed, ...placed.edits],
    helpers: placed.needed,
    pair: undefined,
    notes: placed.notes,
    told: withoutUnused(placed),
  };
}

const BY_HAND = "add `ttl_secs` by hand, and take the end out";

/** The ttl that an end is reckoned from, or the end itself where it is certainly one in milliseconds. */
function endOf(context: Context, entry: Entry, read: FieldReader): Option {
  const given = read(entry);
  const { node } = given;
  if (node === undefined)
    throw new Unsafe(
      entry.isLater
        ? "the end is set later than the object that is written"
        : "the envelope is in a variable that is used elsewhere too, or whose type asks for its end",
      BY_HAND,
    );
  const end = partOf(context, entry, { ...given, node });
  const part = conditional(context, entry, { ...given, text: end.text });
  // What moves is what the ttl is reckoned from: the present is not asked for any more.
  return { ...part, node: end.node, name: end.name };
}

function partOf(
  context: Context,
  entry: Entry,
  given: FieldPart & { readonly node: TSESTree.Node },
): Part & Pick<Option, "name"> {
  const node = peel(given.node);
  if (node.type === "ConditionalExpression" && isNothing(node.alternate)) {
    const { name, text } = partOf(context, entry, { ...given, node: node.consequent });
    return { name, text: `${context.index.textOf(node.test)} ? ${text} : undefined`, node };
  }
  const ttl = ttlIn(context, node);
  if (typeof ttl === "number") return { name: "ttlSeconds", text: String(ttl), node: undefined };
  if (ttl !== undefined) {
    // Under which conditions the end is there is said around it.
    const part = ttlPart(context, [{ ...entry, conditions: [] }], () => ({
      text: argumentText(context, ttl),
      node: ttl,
    }));
    if (part !== undefined) return { ...part, name: "ttlSeconds" };
  }
  if (!isMilliseconds(context, node))
    throw new Unsafe(
      `nothing says that \`${entry.name}\` is a time in milliseconds`,
      "reckon it with `Date.now()`, or add `ttl_secs` by hand",
    );
  return { name: "expiresAtMs", text: argumentText(context, given.node), node };
}

/** The seconds of `Date.now() + ttl * 1000`: what they are, or a number of them. */
function ttlIn(context: Context, node: TSESTree.Node): TSESTree.Node | number | undefined {
  if (node.type !== "BinaryExpression" || node.operator !== "+") return undefined;
  const [left, right] = [peel(node.left), peel(node.right)];
  const rest = isNow(context, left) ? right : isNow(context, right) ? left : undefined;
  if (rest === undefined) return undefined;
  if (rest.type === "BinaryExpression" && rest.operator === "*") {
    if (isThousand(rest.right)) return rest.left;
    if (isThousand(rest.left)) return rest.right;
  }
  const milliseconds = rest.type === "Literal" && typeof rest.value === "number" ? rest.value : undefined;
  return milliseconds !== undefined && milliseconds % 1000 === 0 ? milliseconds / 1000 : undefined;
}

const isThousand = (node: TSESTree.Node): boolean => node.type === "Literal" && node.value === 1000;

/** Whether an expression is the present, be it through a function of the program's: `now()`. */
function isNow(context: Context, node: TSESTree.Node): boolean {
  const values = [{ node, path: [] }, ...context.resolver.follow({ node, callContext: null })];
  return (
    values.some(({ node: value, path }) => path.length === 0 && PRESENT.test(context.index.textOf(value))) &&
    values.length <= 2
  );
}

const PRESENT = /^(?:Date\.now\(\)|\+new Date(?:\(\))?|new Date\(\)\.(?:getTime|valueOf)\(\))$/;
