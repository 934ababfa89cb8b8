import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("write", "k", "v").gives(201),
    stored({ k: envelope("v", NOW + MINUTE) }),
    call("read", "k").gives("v"),
    after(MINUTE + 1),
    call("read", "k").gives(null),
    left("l", '{"value":"w","expiration_ttl":60}'),
    call("read", "l").gives("w"),
  ],
} satisfies Scenario;
