import type { Reason } from "../http/reason.js";
import type { Context } from "../kv/context.js";
import { placeOf } from "../kv/place.js";
import type { VerbatimWrite } from "../kv/operations/fields.js";
import type { Expiry } from "../kv/vocabulary.js";
import type { Helpers } from "./imports/helper-names.js";
import { writeBare, writeBoth } from "./server/both.js";
import { endByService } from "./server/made-envelope.js";
import { endHandMade } from "./server/hand-made.js";
import { tellByStore } from "./server/told-store.js";
import { moveToServer } from "./server/server-write.js";
import { Unsafe } from "./unsafe.js";
import { removals } from "./writes/property-removal.js";
import { writeEnvelope } from "./writes/write-edits.js";
import type { WriteRewrite } from "./writes/write-rewrite.js";

/** How a body that can't be changed is mended by hand. */
const ENVELOPE_BY_HAND = {
  multipart: "send the value itself as the body",
  handwritten: "build it with `encodeEnvelope`",
};
const BY_HAND: Readonly<Record<Expiry, { readonly multipart: string; readonly handwritten: string }>> = {
  envelope: ENVELOPE_BY_HAND,
  both: ENVELOPE_BY_HAND,
  server: {
    multipart: "send the value itself as the body, and the ttl as `ttl_secs` in the URL",
    handwritten: "take the field out of it, and add `ttl_secs` to the URL",
  },
};

/**
 * Rewrites a write.
 * @param withheld why the service must not be told of it, where it would be
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function rewriteWrite(
  context: Context,
  helpers: Helpers,
  verbatim: VerbatimWrite,
  expiry: Expiry,
  withheld?: Reason,
): WriteRewrite {
  const { write, payload } = verbatim;
  if (write.unmendable !== undefined) throw Unsafe.for(write.unmendable);
  if (verbatim.made !== undefined || verbatim.handMade !== undefined || verbatim.stored !== undefined) {
    if (expiry !== "server")
      throw new Unsafe("it is an envelope already", "take the setting `envelopes` out");
    return unlessWithheld(endEnvelope(context, helpers, verbatim), withheld);
  }
  if (verbatim.fields.some((field) => field.messageId === "queryField")) {
    throw new Unsafe(
      "the field stands in the query",
      "name it `ttl_secs` if the namespace supports that, or take it out and write an envelope",
    );
  }
  if (payload.kind === "multipart") throw new Unsafe("the body is form data", BY_HAND[expiry].multipart);
  if (payload.kind === "handwritten")
    throw new Unsafe("the body is JSON written by hand as text", BY_HAND[expiry].handwritten);
  if (payload.kind === "object" && payload.indirect !== undefined)
    throw new Unsafe(
      `its text is made at ${placeOf(context, payload.indirect, write.call)}, where other functions run or others hand in what they write`,
      "make the object with `toEnvelope` by hand",
    );
  if (verbatim.isEnvelope) return dropLeftovers(context, verbatim);
  switch (expiry) {
    case "server":
      return unlessWithheld(
        isUnwrapping(context, expiry)
          ? writeBare(context, helpers, verbatim)
          : moveToServer(context, helpers, verbatim),
        withheld,
      );
    case "both":
      return writeBoth(context, helpers, verbatim, withheld);
    case "envelope":
      return writeEnvelope(context, helpers, verbatim);
  }
}

/** Of an envelope, however it is made. */
function endEnvelope(context: Context, helpers: Helpers, verbatim: VerbatimWrite): WriteRewrite {
  const { write, made, stored } = verbatim;
  if (stored !== undefined) return tellByStore(context, write, stored);
  return made === undefined
    ? endHandMade(context, helpers, verbatim)
    : endByService(context, helpers, verbatim, made);
}

function unlessWithheld(rewrite: WriteRewrite, withheld: Reason | undefined): WriteRewrite {
  if (withheld !== undefined) throw Unsafe.for(withheld);
  return rewrite;
}

/** Whether values are to be stored by themselves. */
export const isUnwrapping = ({ settings }: Context, expiry: Expiry): boolean =>
  expiry === "server" && settings.expiry === "server" && settings.unwrap === true;

/** An envelope with fields of the old form beside it: those just go. */
function dropLeftovers(context: Context, { bodyFields, optionFields }: VerbatimWrite): WriteRewrite {
  if (optionFields.length > 0)
    throw new Unsafe("the value is an envelope already", "move the option into it by hand");
  const edits = removals(
    context,
    bodyFields[0]?.entry.node.parent,
    bodyFields.map(({ entry }) => entry),
  );
  return {
    edits,
    helpers: [],
    pair: undefined,
    notes: ["the body is an envelope already: the field that did nothing is removed"],
  };
}
