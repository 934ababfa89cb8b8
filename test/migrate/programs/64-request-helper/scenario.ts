import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("remember", "a", "one", 60),
    stored({ a: envelope("one", NOW + MINUTE) }),
    call("recall", "a").gives("one"),
    after(MINUTE + 1),
    // The helper's own answer to a 404.
    call("recall", "a").gives(undefined),
    left("b", '{"value":"two","expiration_ttl":60}'),
    call("recall", "b").gives("two"),
  ],
} satisfies Scenario;
