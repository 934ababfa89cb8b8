import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("set", "a", "1", { expiration_ttl: 60 }),
    call("set", "b", "2", { metadata: { x: 1 } }),
    call("set", "c", "3"),
    stored({ a: envelope("1", NOW + MINUTE), b: envelope("2", undefined, { x: 1 }), c: envelope("3", undefined, {}) }),
    call("get", "a").gives({ value: "1", metadata: {} }),
    call("get", "b").gives({ value: "2", metadata: { x: 1 } }),
    after(MINUTE + 1),
    call("get", "a").gives(null),
    left("d", '{"value":"4","metadata":{"y":2}}'),
    call("get", "d").gives({ value: "4", metadata: { y: 2 } }),
  ],
} satisfies Scenario;
