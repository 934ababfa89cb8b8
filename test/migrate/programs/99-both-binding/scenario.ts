import { MINUTE, NOW, SECOND, after, call, envelope, stored, type Scenario } from "../../scenario.js";

const code = { "otp/1": envelope("0042", NOW + 299_200) };

export default {
  lines: [
    call("createCode", "1", "0042", 299.2),
    call("createRate", "1", (NOW + 30 * SECOND) / 1000),
    stored({ ...code, "rate/1": envelope("1", NOW + 30 * SECOND) }),
    call("verifyCode", "1", "0042").gives("ok"),
    call("isLimited", "1").gives(true),
    after(30 * SECOND),
    // Gone, and nobody has read it.
    stored(code),
    call("isLimited", "1").gives(false),
    // The envelope ends in a part of a second, the service in whole ones.
    after(5 * MINUTE - 30 * SECOND - 500),
    stored(code),
    call("verifyCode", "1", "0042").gives("expired"),
    after(500),
    stored({}),
  ],
  env: { EDGE_RUNTIME_VERSION: "0.2.2" },
} satisfies Scenario;
