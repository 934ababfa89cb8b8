import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("write", "k", "v").gives("v"),
    call("read", "k").gives("v"),
    after(31 * SECOND),
    call("read", "k").gives("(none)"),
    left("l", '{"value":"w","expiration_ttl":30}'),
    call("read", "l").gives("w"),
  ],
} satisfies Scenario;
