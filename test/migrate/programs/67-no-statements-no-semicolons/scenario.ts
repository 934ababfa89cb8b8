import { MINUTE, NOW, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("remember", "a", "1", { by: "x" }),
    stored({ a: envelope("1", NOW + MINUTE, { by: "x" }) }),
    call("recall", "a").gives("1"),
    after(MINUTE + 1),
    call("recall", "a").gives(null),
  ],
} satisfies Scenario;
