import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("put", "a", "1", 10).gives(201),
    call("putLater", "b", "2", 10).gives(201),
    call("putLater", "c", "3").gives(201),
    stored({ a: envelope("1", NOW + 10 * SECOND), b: envelope("2", NOW + 10 * SECOND), c: envelope("3", undefined, {}) }),
    call("get", "b").gives("2"),
    after(11 * SECOND),
    call("get", "a").gives({ error: { name: "Error", message: "no a" } }),
    call("get", "b").gives({ error: { name: "Error", message: "no b" } }),
    call("get", "c").gives("3"),
    left("d", '{"value":"4","expiration_ttl":10}'),
    call("get", "d").gives("4"),
  ],
} satisfies Scenario;
