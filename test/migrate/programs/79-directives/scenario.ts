import { NOW, SECOND, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("save", "k", "v", 30),
    stored({ k: envelope("v", NOW + 30 * SECOND) }),
    call("load", "k").gives("v"),
    after(31 * SECOND),
    call("load", "k").gives(null),
  ],
} satisfies Scenario;
