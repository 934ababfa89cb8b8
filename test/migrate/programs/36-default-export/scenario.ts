import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("default", "a", 1, 10).gives(201),
    call("default", "b", 2, 20).gives(201),
    stored({ a: envelope(1, NOW + 10 * SECOND), b: envelope(2, NOW + 20 * SECOND) }),
    call("list", "a", "b", "c").gives([1, 2]),
    after(11 * SECOND),
    left("c", '{"value":3,"expiration_ttl":9}'),
    call("list", "a", "b", "c").gives([2, 3]),
  ],
} satisfies Scenario;
