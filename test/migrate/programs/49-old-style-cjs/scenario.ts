import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("default.set", "a", "1", { ttl: 60 }).gives(true),
    call("default.set", "b", "2").gives(true),
    stored({ a: envelope("1", NOW + MINUTE), b: envelope("2", undefined, {}) }),
    call("default.get", "a").gives("1"),
    after(MINUTE + 1),
    call("default.get", "a").gives(undefined),
    call("default.get", "b").gives("2"),
    left("c", '{"value":"3","expiration_ttl":60}'),
    call("default.get", "c").gives("3"),
  ],
} satisfies Scenario;
