import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("count", "k").gives("call 1"),
    stored({ k: envelope("call 1", NOW + 15 * MINUTE) }),
    call("count", "k").gives("call 1"),
    after(15 * MINUTE + 1),
    call("count", "k", 5).gives("call 2"),
    after(5 * SECOND),
    call("count", "k").gives("call 2"),
    after(1),
    call("count", "k").gives("call 3"),
    left("l", '{"value":"old","expiration_ttl":1}'),
    call("count", "l").gives("old"),
  ],
} satisfies Scenario;
