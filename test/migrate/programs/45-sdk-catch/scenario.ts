import { HOUR, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("load", "r").gives(undefined),
    call("save", "r", { pages: 3 }),
    stored({ r: envelope({ pages: 3 }, NOW + HOUR, { kind: "report" }) }),
    call("load", "r").gives({ pages: 3 }),
    after(HOUR + 1),
    call("load", "r").gives(undefined),
    left("old", '{"value":{"pages":1},"expiration_ttl":3600}'),
    call("load", "old").gives({ pages: 1 }),
  ],
} satisfies Scenario;
