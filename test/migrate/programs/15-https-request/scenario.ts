import { NOW, SECOND, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [call("put", "a b", "v", 9).gives(400), call("put", "ab", "v", 9).gives(201), stored({ ab: envelope("v", NOW + 9 * SECOND) })],
} satisfies Scenario;
