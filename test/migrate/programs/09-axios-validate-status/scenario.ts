import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("put", "k", { deep: [1] }),
    stored({ k: envelope({ deep: [1] }, NOW + MINUTE) }),
    call("get", "k").gives({ deep: [1] }),
    after(MINUTE + 1),
    call("get", "k").gives(null),
    left("l", '{"value":"x","expiration_ttl":1}'),
    call("get", "l").gives("x"),
  ],
} satisfies Scenario;
