import { NOW, SECOND, after, call, envelope, stored, type Scenario } from "../../scenario.js";

const last = { "last-ann": "t-1" };

export default {
  lines: [
    call("login", "ann", "t-1"),
    call("lock", "ann", 20),
    stored({
      ...last,
      "session-ann": envelope("t-1", NOW + 60 * SECOND),
      "lock-ann": envelope(true, NOW + 20 * SECOND),
    }),
    call("session", "ann").gives("t-1"),
    call("isLocked", "ann").gives(true),
    after(20 * SECOND + 1),
    call("isLocked", "ann").gives(false),
    call("session", "ann").gives("t-1"),
    after(40 * SECOND),
    call("session", "ann").gives(null),
  ],
} satisfies Scenario;
