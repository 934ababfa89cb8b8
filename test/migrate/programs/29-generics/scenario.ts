import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("getNumber", "n").gives(-1),
    call("write", "n", 5, 60).gives(5),
    call("write", "m", 6).gives(6),
    stored({ n: envelope(5, NOW + MINUTE), m: envelope(6, undefined, {}) }),
    call("getNumber", "n").gives(5),
    after(MINUTE + 1),
    call("getNumber", "n").gives(-1),
    call("getNumber", "m").gives(6),
    left("o", '{"value":8,"expiration_ttl":60}'),
    call("getNumber", "o").gives(8),
  ],
} satisfies Scenario;
