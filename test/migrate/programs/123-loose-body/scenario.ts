import { MINUTE, NOW, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("maybe", "a", 1, 60),
    call("maybe", "b", 2),
    call("either", "c", 3, { ttl: 60 }),
    call("always", "d", 4, 60),
    call("soon", "e", 5, 60),
    call("typed", "f", 6, 60),
    stored({
      a: envelope(1, NOW + MINUTE),
      b: envelope(2, undefined, {}),
      c: envelope(3, NOW + MINUTE),
      d: envelope(4, NOW + MINUTE),
      e: envelope(5, NOW + MINUTE),
      f: envelope(6, NOW + MINUTE),
    }),
    call("load", "a").gives(1),
    after(MINUTE + 1),
    call("load", "a").gives(null),
    call("load", "b").gives(2),
    call("load", "c").gives(null),
  ],
} satisfies Scenario;
