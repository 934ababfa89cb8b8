import type { TSESTree } from "@typescript-eslint/utils";
import { originsOf } from "../../eval/origin.js";
import type { Context } from "../context.js";
import type { Operation, SeenWrite } from "../operations/operations.js";
import { readPayload } from "../operations/payload.js";
import type { RawWrite } from "../operations/raw-writes.js";
import { writtenFrom } from "./kept-values.js";
import type { WrittenFrom } from "./kept-values.js";
import { BARE_TEXT, VALUE_FIELD } from "../vocabulary.js";
import { isEnvelopeWrite } from "./envelope-stores.js";
import type { StoreKey } from "./store.js";

/** A write of something that a read can't tell from a value by itself. */
export interface OtherWrite {
  readonly call: TSESTree.CallExpression;
  readonly store: StoreKey;
  /** Where what it stores comes from. */
  readonly from: WrittenFrom;
}

/** The writes that store neither an envelope, nor a value in an object of its own, nor one by itself as our helper makes it. */
export const otherWrites = (context: Context, writes: readonly Operation<SeenWrite>[]): OtherWrite[] =>
  writes.flatMap(({ call, answers }) =>
    answers.flatMap(({ value, isOutermost }) =>
      value !== undefined && isOutermost && value.verbatim === undefined && isOther(context, value.write)
        ? [{ call, store: value.write.store, from: fromOf(context, value.write) }]
        : [],
    ),
  );

const NOWHERE: WrittenFrom = { isKept: false, calls: new Set() };

const fromOf = (context: Context, { value }: RawWrite): WrittenFrom =>
  value === undefined ? NOWHERE : writtenFrom(context, value.bound);

function isOther(context: Context, write: RawWrite): boolean {
  if (write.value === undefined) return true;
  const payload = readPayload(context, write.value.bound, write.value.encoding);
  const isInObject =
    payload.kind === "object" &&
    !payload.shape.isOpen &&
    payload.shape.entries.every(({ name }) => name === VALUE_FIELD);
  return !isInObject && !isEnvelopeWrite(context, write) && !isBareText(context, write.value.bound);
}

const isBareText = (context: Context, text: NonNullable<RawWrite["value"]>["bound"]): boolean =>
  context.resolver
    .follow(text)
    .every(
      ({ node, callContext, path }) =>
        node.type === "CallExpression" &&
        path.length === 0 &&
        originsOf(context.resolver, { node: node.callee, callContext }).some(
          (origin) =>
            origin.kind === "import" &&
            context.isHelpersModule(origin.module, node) &&
            [origin.name, ...origin.path].at(-1) === BARE_TEXT,
        ),
    );
