import { MINUTE, NOW, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("load", "a").gives("a#1"),
    call("load", "a").gives("a#1"),
    stored({ "memo-a": envelope("a#1", NOW + MINUTE) }),
    after(MINUTE + 1),
    call("load", "a").gives("a#2"),
  ],
} satisfies Scenario;
