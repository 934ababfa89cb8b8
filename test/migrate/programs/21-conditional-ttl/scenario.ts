import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("put", "a", "1", { ttl: 10 }),
    call("put", "b", "2", { ttl: 0 }),
    call("put", "c", "3", { ttl: null }),
    call("put", "d", "4"),
    stored({ a: envelope("1", NOW + 10 * SECOND), b: envelope("2", undefined, {}), c: envelope("3", undefined, {}), d: envelope("4", undefined, {}) }),
    after(DAY),
    call("get", "a").gives(null),
    call("get", "b").gives("2"),
    call("get", "d").gives("4"),
    left("e", '{"value":"5"}'),
    call("get", "e").gives("5"),
  ],
} satisfies Scenario;
