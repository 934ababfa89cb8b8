import { DAY, HOUR, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const rate = "rate/203.0.113.7/POST__hooks";
const token = { access_token: "abc", expires_at: NOW + HOUR };

export default {
  entry: "apps/api/src/main.ts",
  lines: [
    call("cachedToken", "crm").gives(null),
    call("cacheToken", "crm", "abc", 3600),
    stored({ "token/crm": envelope(token, NOW + 59 * MINUTE) }),
    call("cachedToken", "crm").gives("abc"),
    call("dropToken", "crm"),
    call("cachedToken", "crm").gives(null),
    call("receive", "203.0.113.7", "e1").gives({ status: 200, body: "event 1", replayed: false }),
    stored({ [rate]: envelope(1, NOW + MINUTE), "hook/e1": envelope({ status: 200, body: "event 1" }, NOW + DAY) }),
    call("receive", "203.0.113.7", "e1").gives({ status: 200, body: "event 1", replayed: true }),
    call("receive", "203.0.113.7", "e1").gives({ status: 429 }),
    after(MINUTE + 1),
    call("receive", "203.0.113.7", "e1").gives({ status: 200, body: "event 1", replayed: true }),
    after(DAY),
    call("receive", "203.0.113.7", "e1").gives({ status: 200, body: "event 2", replayed: false }),
    left("hook/e0", JSON.stringify({ value: { status: 202, body: "queued" }, ttl: 86400 })),
    left(rate, '{"value":1,"ttl":60}'),
    call("receive", "203.0.113.7", "e0").gives({ status: 202, body: "queued", replayed: true }),
    call("receive", "203.0.113.7", "e0").gives({ status: 429 }),
    call("cacheToken", "crm", "abc", 3600),
    after(59 * MINUTE + 1),
    call("cachedToken", "crm").gives(null),
    left("token/crm", JSON.stringify({ value: token, ttl: 3540 })),
    call("cachedToken", "crm").gives("abc"),
  ],
} satisfies ProgramScenario;
