import { MINUTE, after, call, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("load", "k").gives(null),
    call("pin", "k", "kept"),
    call("pinned", "k").gives("kept"),
    call("save", "k", "it", 60),
    call("load", "k").gives("it"),
    after(MINUTE - 1),
    call("load", "k").gives("it"),
    after(2),
    call("load", "k").gives(null),
    call("pinned", "k").gives("kept"),
  ],
} satisfies Scenario;
