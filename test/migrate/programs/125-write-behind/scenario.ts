import { NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("save", "a", "one", 20),
    call("load", "a").gives("one"),
    call("save", "b", "two"),
    call("flush").gives(2),
    stored({ a: envelope("one", NOW + 20 * SECOND), b: envelope("two", undefined, {}) }),
    call("load", "b").gives("two"),
    after(21 * SECOND),
    call("load", "a").gives(null),
    call("load", "b").gives("two"),
    left("c", '{"value":"old","expiration_ttl":20}'),
    call("load", "c").gives("old"),
  ],
} satisfies Scenario;
