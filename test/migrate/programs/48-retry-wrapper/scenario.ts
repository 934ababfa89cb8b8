import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("put", "a", [1], 60),
    stored({ a: envelope([1], NOW + MINUTE) }),
    call("get", "a").gives([1]),
    after(MINUTE + 1),
    call("get", "a").gives("missing"),
    left("b", '{"value":2,"expiration_ttl":60}'),
    call("get", "b").gives(2),
  ],
} satisfies Scenario;
