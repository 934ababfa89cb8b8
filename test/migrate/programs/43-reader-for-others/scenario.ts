import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("kvPutWithTTL", "a", "one", 60),
    stored({ a: envelope("one", NOW + MINUTE) }),
    // Nothing in this file unpacks it: the reader gives the value, and the report says so.
    call("kvGet", "a").gives("one"),
    after(MINUTE + 1),
    call("kvGet", "a").gives(null),
    left("b", '{"value":2,"expiration_ttl":60}'),
    call("kvGet", "b").gives("2"),
  ],
} satisfies Scenario;
