import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("hit", "1").gives(1),
    stored({ "rate-1": envelope(1, NOW + MINUTE, { client: "1" }) }),
    call("hit", "1").gives(2),
    after(MINUTE + 1),
    call("hit", "1").gives(1),
    left("rate-2", '{"value":41,"expiration_ttl":60,"metadata":{}}'),
    call("hit", "2").gives(42),
  ],
} satisfies Scenario;
