import { MINUTE, NOW, SECOND, after, call, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("createCode", "1", "0042", 299.2),
    call("createRate", "1", (NOW + 30 * SECOND) / 1000),
    stored({ "otp/1": '{"value":"0042"}', "rate/1": "1" }),
    call("verifyCode", "1", "0042").gives("ok"),
    call("isLimited", "1").gives(true),
    after(30 * SECOND),
    call("isLimited", "1").gives(false),
    call("verifyCode", "1", "0042").gives("ok"),
    after(5 * MINUTE),
    call("verifyCode", "1", "0042").gives("expired"),
  ],
  env: { EDGE_RUNTIME_VERSION: "0.2.2" },
} satisfies Scenario;
