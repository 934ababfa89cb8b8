import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  env: { CACHE_TTL: "20" },
  lines: [
    call("cache", "k", null),
    stored({ k: envelope(null, NOW + 20 * SECOND) }),
    call("cached", "k").gives(null),
    after(21 * SECOND),
    call("cached", "k").gives(undefined),
    left("l", '{"value":[1],"expiration_ttl":"300"}'),
    call("cached", "l").gives([1]),
  ],
} satisfies Scenario;
