import { DAY, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const greeting = { callControlId: "v3-a", step: "greeting", transcript: [] };
const named = { callControlId: "v3-a", step: "name", transcript: ["Ada"] };

export default {
  entry: "src/main.ts",
  lines: [
    call("onCallInitiated", "v3-a", "+15551110000").gives({ action: "screen" }),
    call("report", "+15552220000", { verdict: "spam", score: 91 }),
    call("report", "+15553330000", { verdict: "trusted", score: 3 }),
    stored({
      "screening/v3-a": envelope(greeting, NOW + 10 * MINUTE),
      "reputation/15552220000": envelope({ verdict: "spam", score: 91 }, NOW + 7 * DAY, { source: "user-report" }),
      "reputation/15553330000": envelope({ verdict: "trusted", score: 3 }, NOW + DAY, { source: "user-report" }),
    }),
    call("onCallInitiated", "v3-b", "+15552220000").gives({ action: "reject" }),
    call("onCallInitiated", "v3-b", "+15553330000").gives({ action: "bridge" }),
    after(9 * MINUTE),
    call("onSpeech", "v3-a", "Ada").gives(named),
    after(9 * MINUTE),
    call("session", "v3-a").gives(named),
    after(2 * MINUTE),
    call("session", "v3-a").gives(undefined),
    call("onSpeech", "v3-a", "still there").gives(undefined),
    after(DAY),
    call("onCallInitiated", "v3-c", "+15552220000").gives({ action: "reject" }),
    call("onCallInitiated", "v3-c", "+15553330000").gives({ action: "screen" }),
    call("onHangup", "v3-c"),
    call("session", "v3-c").gives(undefined),
    left("reputation/15554440000", '{"value":{"verdict":"spam","score":80},"expiration_ttl":604800,"metadata":{"source":"import"}}'),
    left("screening/v3-old", '{"value":{"callControlId":"v3-old","step":"reason","transcript":[]},"expiration_ttl":600}'),
    call("onCallInitiated", "v3-d", "+15554440000").gives({ action: "reject" }),
    call("session", "v3-old").gives({ callControlId: "v3-old", step: "reason", transcript: [] }),
    call("selfTest").gives(true),
  ],
} satisfies ProgramScenario;
