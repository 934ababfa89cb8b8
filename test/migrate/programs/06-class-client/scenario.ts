import { NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("current", "s").gives(undefined),
    call("login", "s", { name: "Ada" }),
    // 0 meant "for good" and still does.
    call("stay", "t", { name: "Eve" }),
    stored({ s: envelope({ name: "Ada" }, NOW + 120 * SECOND), t: '{"value":{"name":"Eve"},"metadata":{}}' }),
    call("current", "s").gives({ name: "Ada" }),
    after(121 * SECOND),
    call("current", "s").gives(undefined),
    call("current", "t").gives({ name: "Eve" }),
    left("u", '{"value":{"name":"Old"},"expiration_ttl":120}'),
    call("current", "u").gives({ name: "Old" }),
    construct("SessionStore", "store", "3f0e7c52-8a41-4c0e-9d57-2b9f0f6a1c11", "KEY-loopback"),
    call("store.get", "t").gives({ name: "Eve" }),
  ],
} satisfies Scenario;
