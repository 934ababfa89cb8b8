import { MINUTE, NOW, SECOND, call, envelope, stored, type Scenario } from "../../scenario.js";

const soon = envelope(1, NOW + 30 * SECOND);
const never = envelope(1, undefined, {});

export default {
  env: { SHORT: "30" },
  lines: [
    call("unset"),
    call("destructured"),
    call("defaulted"),
    call("asNumber"),
    call("either"),
    call("inQuery", "https://example.com/?ttl=30"),
    call("fixed", 30.2),
    call("written", 30),
    call("inTable", "short"),
    call("forGood"),
    call("minutes", 1),
    stored({
      unset: never,
      destructured: soon,
      defaulted: envelope(1, NOW + 90 * SECOND),
      "as-number": never,
      either: soon,
      "in-query": soon,
      fixed: soon,
      written: soon,
      "in-table": soon,
      "for-good": never,
      minutes: envelope(1, NOW + MINUTE),
    }),
    call("inQuery", "https://example.com/"),
    call("written"),
    call("inTable", "never"),
    call("forGood", 30),
    call("minutes"),
    stored({
      unset: never,
      destructured: soon,
      defaulted: envelope(1, NOW + 90 * SECOND),
      "as-number": never,
      either: soon,
      "in-query": never,
      fixed: soon,
      written: never,
      "in-table": never,
      "for-good": soon,
      minutes: never,
    }),
  ],
} satisfies Scenario;
