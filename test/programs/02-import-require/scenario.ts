import { DAY, MINUTE, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const log = { from: "+15550100", to: "+15550111", seconds: 42 };
const payload = { call_id: "c1", ...log };
const state = { menu: "operator", digits: "0" };

export default {
  entry: "src/main.ts",
  lines: [
    call("findCall", "c1").gives(undefined),
    call("menuOf", "c1").gives({ menu: "root", digits: "" }),
    call("onEvent", { id: "e1", type: "call.dtmf.received", payload: { ...payload, digit: "0" } }).gives("operator:0"),
    call("onEvent", { id: "e1", type: "call.dtmf.received", payload: { ...payload, digit: "0" } }).gives("duplicate"),
    stored({ "webhook/e1": envelope(true, NOW + 15 * MINUTE), "ivr/c1": envelope(state, NOW + 120 * SECOND) }),
    call("menuOf", "c1").gives(state),
    after(120 * SECOND + 1),
    call("menuOf", "c1").gives({ menu: "root", digits: "" }),
    call("onEvent", { id: "e2", type: "call.hangup", payload }).gives("logged"),
    stored({
      "webhook/e1": envelope(true, NOW + 15 * MINUTE),
      "webhook/e2": envelope(true, NOW + 120 * SECOND + 1 + 15 * MINUTE),
      "call/c1": envelope(log, NOW + 120 * SECOND + 1 + 7 * DAY, { shift: "night" }),
    }),
    call("findCall", "c1").gives({ ...log, tags: { shift: "night" } }),
    after(15 * MINUTE),
    call("onEvent", { id: "e1", type: "call.hangup", payload }).gives("logged"),
    left("webhook/e0", '{"value":true,"expiration_ttl":900}'),
    call("onEvent", { id: "e0", type: "call.hangup", payload }).gives("duplicate"),
    left("call/c0", JSON.stringify({ value: log, expiration_ttl: 604800, metadata: { shift: "day" } })),
    call("findCall", "c0").gives({ ...log, tags: { shift: "day" } }),
    left("ivr/c0", '{"expiration_ttl":120,"value":{"menu":"billing","digits":"2"}}'),
    call("menuOf", "c0").gives({ menu: "billing", digits: "2" }),
    after(8 * DAY),
    call("findCall", "c1").gives(undefined),
  ],
} satisfies ProgramScenario;
