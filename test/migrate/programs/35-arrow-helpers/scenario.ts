import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("saveState", "1", { on: true }),
    stored({ "state/1": envelope({ on: true }, NOW + MINUTE) }),
    call("state", "1").gives({ on: true }),
    after(MINUTE + 1),
    call("state", "1").gives(null),
    left("state/2", '{"value":{"on":false},"expiration_ttl":60}'),
    call("state", "2").gives({ on: false }),
  ],
} satisfies Scenario;
