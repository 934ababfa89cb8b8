import { MINUTE, NOW, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("put", "a", 1, 60),
    call("keep", "b", 2, 60),
    call("save", "c", 3, 60),
    stored({
      a: envelope(1, NOW + MINUTE),
      b: envelope(2, NOW + MINUTE),
      c: envelope(3, NOW + MINUTE),
    }),
    call("load", "a").gives(1),
    after(MINUTE + 1),
    call("load", "c").gives(null),
  ],
} satisfies Scenario;
