import { MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

export default {
  entry: "src/main.ts",
  lines: [
    call("begin", "v1", "+15550001", "4711"),
    call("note", "n1", "call back at nine"),
    stored({
      "verification/v1": envelope({ phone: "+15550001", code: "4711" }, NOW + 10 * MINUTE),
      "note/n1": "call back at nine",
    }),
    left("verification/v0", '{"value":{"phone":"+15550009","code":"0815"},"expiration_ttl":600}'),
    call("check", "v1", "4711").gives(true),
    call("check", "v0", "0815").gives(true),
    call("check", "none", "1").gives(false),
    call("noteOf", "n1").gives("call back at nine"),
    after(10 * MINUTE + 1),
    call("check", "v1", "4711").gives(false),
    call("noteOf", "n1").gives("call back at nine"),
    call("noteOf", "n2").gives(undefined),
  ],
} satisfies ProgramScenario;
