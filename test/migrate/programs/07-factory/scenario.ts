import { NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("set", "a", "1", { ttl: 10 }),
    call("set", "b", "2", { ttl: 10, metadata: { by: "me" } }),
    call("set", "c", "3"),
    stored({ a: envelope("1", NOW + 10 * SECOND), b: envelope("2", NOW + 10 * SECOND, { by: "me" }), c: '{"value":"3","metadata":{}}' }),
    call("get", "b").gives("2"),
    after(11 * SECOND),
    call("get", "a").gives(null),
    call("get", "b").gives(null),
    call("get", "c").gives("3"),
    left("d", '{"value":"4","expiration_ttl":10,"metadata":{"x":"y"}}'),
    call("get", "d").gives("4"),
  ],
} satisfies Scenario;
