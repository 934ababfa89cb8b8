import { MINUTE, NOW, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("seedAll"),
    stored({ "seed/a": envelope("a", NOW + MINUTE), "seed/b": envelope("b", NOW + 2 * MINUTE) }),
    after(MINUTE + 1),
    call("seedOf", "a").gives(null),
    call("seedOf", "b").gives("b"),
    call("reseed"),
    call("seedOf", "a").gives("a"),
    after(MINUTE + 1),
    call("seedOf", "a").gives(null),
  ],
} satisfies Scenario;
