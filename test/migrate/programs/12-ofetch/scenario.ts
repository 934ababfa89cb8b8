import { NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("flag", "beta").gives(false),
    call("setFlag", "beta", true, 5),
    stored({ beta: envelope(true, NOW + 5 * SECOND) }),
    call("flag", "beta").gives(true),
    after(6 * SECOND),
    call("flag", "beta").gives(false),
    left("gamma", '{"value":true,"expiration_ttl":5}'),
    call("flag", "gamma").gives(true),
  ],
} satisfies Scenario;
