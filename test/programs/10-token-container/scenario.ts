import { DAY, MINUTE, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

export default {
  entry: "src/app.ts",
  env: { FIXED_OTP: "424242", TRUSTED_DEVICE_DAYS: "2" },
  lines: [
    call("startVerification", "+4930111").gives("424242"),
    stored({ "otp/4930111": envelope({ code: "424242", attempts: 0 }, NOW + 5 * MINUTE, { channel: "sms" }) }),
    after(MINUTE),
    call("verify", "+4930111", "000000", "ada", "fp1").gives("wrong"),
    stored({ "otp/4930111": envelope({ code: "424242", attempts: 1 }, NOW + 6 * MINUTE) }),
    call("verify", "+4930111", "424242", "ada", "fp1").gives("ok"),
    call("device.rename", "ada", "fp1", "old phone"),
    stored({
      "device/ada/fp1": envelope(true, NOW + MINUTE + 2 * DAY),
      "label/ada/fp1": envelope("old phone", undefined, { length: 9 }),
    }),
    call("device.status", "ada", "fp1").gives({ trusted: true, label: "old phone" }),
    call("device.status", "ada", "fp2").gives({ trusted: false, label: "unnamed device" }),
    call("startVerification", "+4930222").gives("424242"),
    after(5 * MINUTE + SECOND),
    call("verify", "+4930222", "424242", "ada", "fp2").gives("expired"),
    after(2 * DAY),
    call("device.status", "ada", "fp1").gives({ trusted: false, label: "old phone" }),
    left("otp/4930333", '{"value":{"code":"111111","attempts":3},"expiration_ttl":300}'),
    left("otp/4930444", '{"value":{"code":"222222","attempts":0},"expiration_ttl":300,"metadata":{"channel":"call"}}'),
    left("device/eve/fp9", '{"value":true,"expiration_ttl":172800}'),
    left("label/eve/fp9", '{"value":"tablet","metadata":{"length":6}}'),
    call("verify", "+4930333", "111111", "eve", "fp3").gives("locked"),
    call("verify", "+4930444", "222222", "eve", "fp4").gives("ok"),
    call("device.status", "eve", "fp9").gives({ trusted: true, label: "tablet" }),
    call("device.status", "eve", "fp4").gives({ trusted: true, label: "unnamed device" }),
  ],
} satisfies ProgramScenario;
