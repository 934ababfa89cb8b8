import { HOUR, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

export default {
  entry: "index.js",
  lines: [
    call("join", "15550001", "billing"),
    call("issue", "15550001", "4711"),
    call("signIn", "ada", "D4").gives(true),
    stored({
      "caller/15550001": envelope({ reason: "billing" }, NOW + 15 * MINUTE),
      "code/15550001": envelope({ code: "4711" }, NOW + 5 * MINUTE),
      "agent/ada": envelope("D4", NOW + HOUR),
    }),
    left("caller/15550009", '{"value":{"reason":"sales"},"expiration_ttl":900}'),
    left("code/15550009", '{"value":{"code":"0815"},"expiration_ttl":300}'),
    left("agent/bob", '{"value":"D7","ttl":3600}'),
    call("reasonOf", "15550001").gives("billing"),
    call("reasonOf", "15550009").gives("sales"),
    call("verify", "15550001", "4711").gives("ok"),
    call("verify", "15550009", "1").gives("wrong"),
    call("deskOf", "bob").gives("D7"),
    call("desks", ["ada", "bob", "eve"]).gives(["D4", "D7", null]),
    after(5 * MINUTE + 1),
    call("verify", "15550001", "4711").gives("expired"),
    call("reasonOf", "15550001").gives("billing"),
    after(HOUR),
    call("reasonOf", "15550001").gives(null),
    call("deskOf", "ada").gives("away"),
    call("desks", ["ada", "bob"]).gives([null, "D7"]),
  ],
} satisfies ProgramScenario;
