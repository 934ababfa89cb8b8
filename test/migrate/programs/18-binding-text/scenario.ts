import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("createCode", "1", "0042"),
    stored({ "otp/1": envelope("0042", NOW + 5 * MINUTE, { phone: "1" }) }),
    call("verifyCode", "1", "0042").gives("ok"),
    call("verifyCode", "1", "42").gives("wrong"),
    left("otp/2", "0077"),
    call("verifyCode", "2", "0077").gives("ok"),
    after(5 * MINUTE + 1),
    call("verifyCode", "1", "0042").gives("expired"),
    // Stored before the migration, never with an expiry.
    call("verifyCode", "2", "0077").gives("ok"),
  ],
} satisfies Scenario;
