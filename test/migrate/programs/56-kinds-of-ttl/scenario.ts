import { NOW, SECOND, call, envelope, stored, type Scenario } from "../../scenario.js";

const soon = envelope(1, NOW + 30 * SECOND);
const never = envelope(1, undefined, {});

export default {
  lines: [
    call("ofEither", "30"),
    call("ofText", "30"),
    call("ofCall", "short"),
    call("ofConfig"),
    call("ofNull"),
    call("ofAlias", 30),
    call("ofAnd", true),
    call("ofFalse", true),
    call("ofUnknown", 30),
    call("ofMilliseconds", 30_000),
    call("ofPattern", { meta: { m: 1 } }),
    call("ofPositive", 30),
    stored({
      either: soon,
      text: soon,
      call: soon,
      config: soon,
      null: never,
      alias: soon,
      and: soon,
      false: soon,
      unknown: soon,
      ms: soon,
      pattern: envelope(1, NOW + 30 * SECOND, { m: 1 }),
      positive: soon,
    }),
    call("ofText"),
    call("ofAnd", false),
    call("ofFalse", false),
    call("ofPattern"),
    call("ofPositive", 0),
    stored({
      either: soon,
      text: never,
      call: soon,
      config: soon,
      null: never,
      alias: soon,
      and: never,
      false: never,
      unknown: soon,
      ms: soon,
      pattern: soon,
      positive: never,
    }),
  ],
} satisfies Scenario;
