import { NOW, SECOND, call, envelope, stored, type Scenario } from "../../scenario.js";

const soon = envelope("v", NOW + 30 * SECOND);

export default {
  lines: [
    call("plain", "v", 30),
    call("helped", "v", 30),
    call("repeated", "v", 30, ["a", "b"]),
    call("changed", "v"),
    stored({ plain: soon, helped: soon, a: soon, b: soon, changed: envelope("v", undefined, {}) }),
  ],
} satisfies Scenario;
