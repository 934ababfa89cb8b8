import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("load", "k").gives(undefined),
    call("save", "k", "it", 60),
    stored({ "k": envelope("it", NOW + MINUTE) }),
    after(MINUTE - 1),
    call("load", "k").gives("it"),
    after(2),
    call("load", "k").gives(undefined),
    left("k", '{"value":"old","expiration_ttl":60}'),
    call("load", "k").gives("old"),
  ],
} satisfies Scenario;
