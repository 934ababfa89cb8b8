import { NOW, SECOND, call, envelope, stored, type Scenario } from "../../scenario.js";

const end = NOW + 30 * SECOND;

export default {
  lines: [
    call("ternary", "v", 30),
    call("and", "v", "t"),
    call("variable", "v", 30),
    call("unnamed", "v", "free"),
    stored({
      ternary: envelope("v", end),
      and: envelope("v", undefined, { tag: "t" }),
      variable: envelope("v", end),
      unnamed: envelope("v", end, { plan: "free" }),
    }),
    call("ternary", "v"),
    call("and", "v"),
    stored({
      ternary: envelope("v", undefined, {}),
      and: envelope("v", undefined, {}),
      variable: envelope("v", end),
      unnamed: envelope("v", end, { plan: "free" }),
    }),
  ],
} satisfies Scenario;
