import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("save", "a", "1"),
    stored({ a: envelope("1", NOW + MINUTE, { at: new Date(NOW).toISOString() }) }),
  ],
} satisfies Scenario;
