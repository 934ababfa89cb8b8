import { MINUTE, NOW, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("hit", "10.0.0.1").gives({ ok: true, count: 1 }),
    call("hit", "10.0.0.1").gives({ ok: true, count: 2 }),
    stored({ "rl/10.0.0.1": envelope(2, NOW + MINUTE) }),
    call("hit", "10.0.0.1").gives({ ok: false, count: 3 }),
    after(MINUTE + 1),
    call("hit", "10.0.0.1").gives({ ok: true, count: 1 }),
  ],
} satisfies Scenario;
