import { NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("cachedQuote", "X").gives(undefined),
    call("cacheQuote", "X", 12.5),
    stored({ "quote-X": envelope(12.5, NOW + 15 * SECOND) }),
    call("cachedQuote", "X").gives(12.5),
    after(15 * SECOND + 1),
    call("cachedQuote", "X").gives(undefined),
    left("quote-Y", '{"value":7,"expiration_ttl":15}'),
    call("cachedQuote", "Y").gives(7),
  ],
} satisfies Scenario;
