import { DAY, HOUR, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const b64 = (text: string): string => Buffer.from(text).toString("base64");
const json = (data: unknown): string => b64(JSON.stringify(data));
const url = "https://media.example/grüße.mp3";

// The clock starts at 08:00 UTC.
export default {
  entry: "main.ts",
  env: { VERIFICATION_MINUTES: "5" },
  lines: [
    call("verification.check", "+15550100", "1").gives(false),
    call("linkTo", "c1").gives(undefined),
    call("mayCall", "15550100").gives(true),
    call("verification.start", "+15550100", "1234"),
    call("verification.start", "+15550101", "5678", 2),
    call("onCallEvent", { type: "call.answered", callId: "c1" }).gives("menu"),
    call("onCallEvent", { type: "call.dtmf", callId: "c1", digit: "3" }).gives("3"),
    call("onCallEvent", { type: "call.recording.saved", callId: "c1", url }).gives("kept"),
    call("silence", "15550100", 9, "do not disturb"),
    stored({
      "menu/c1": envelope(json(["3"]), NOW + 20 * MINUTE),
      "quiet/15550100": envelope(json({ why: "do not disturb" }), NOW + HOUR),
      "recording/c1": envelope(b64(url), NOW + 7 * DAY, { callId: "c1" }),
      "verify/15550100": envelope(json({ code: "1234" }), NOW + 5 * MINUTE),
      "verify/15550101": envelope(json({ code: "5678" }), NOW + 2 * MINUTE),
    }),
    call("verification.check", "+15550100", "1234").gives(true),
    call("verification.check", "+15550100", "1234").gives(false),
    after(2 * MINUTE + 1),
    call("verification.check", "+15550101", "5678").gives(false),
    call("onCallEvent", { type: "call.dtmf", callId: "c1", digit: "1" }).gives("3>1"),
    after(20 * MINUTE + 1),
    call("onCallEvent", { type: "call.dtmf", callId: "c1", digit: "9" }).gives("9"),
    call("mayCall", "15550100").gives("do not disturb"),
    after(HOUR),
    call("mayCall", "15550100").gives(true),
    call("linkTo", "c1").gives(url),
    after(7 * DAY),
    call("linkTo", "c1").gives(undefined),
    left("recording/c0", JSON.stringify({ value: b64("https://media.example/0.mp3"), expiration: (NOW + 9 * DAY) / 1000, metadata: { callId: "c0" } })),
    call("linkTo", "c0").gives("https://media.example/0.mp3"),
    after(2 * DAY),
    call("linkTo", "c0").gives(undefined),
    left("verify/15550102", JSON.stringify({ value: json({ code: "4321" }), expiration_ttl: 300 })),
    call("verification.check", "15550102", "4321").gives(true),
  ],
} satisfies ProgramScenario;
