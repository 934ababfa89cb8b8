import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("memo", "k", 1).gives(1),
    call("memo", "k", 2).gives(1),
    after(11 * SECOND),
    call("memo", "k", 3).gives(3),
    stored({ k: envelope(3, NOW + 21 * SECOND), "k-copy": envelope(3, NOW + 21 * SECOND) }),
    left("l", '{"value":5,"expiration_ttl":60}'),
    call("memo", "l", 6).gives(5),
  ],
} satisfies Scenario;
