import { MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

export default {
  entry: "src/main.ts",
  lines: [
    call("begin", "a", { from: "+15550001" }),
    stored({ "call/a": envelope({ from: "+15550001" }, NOW + 2 * MINUTE) }),
    left("call/old", '{"value":{"from":"+15550009"},"expiration_ttl":120}'),
    call("announce", "a"),
    call("announce", "old"),
    call("announce", "none"),
    call("takeLines").gives(["a: +15550001", "old: +15550009"]),
    call("callers", ["a", "none", "old"]).gives(["a +15550001", "old +15550009"]),
    call("first", ["a"]).gives("+15550001"),
    call("first", ["none"]).gives(undefined),
    call("snapshot", "old").gives("+15550009"),
    call("snapshot", "a").gives("+15550001"),
    after(2 * MINUTE + 1),
    call("announce", "a"),
    call("takeLines").gives([]),
    call("callers", ["a", "old"]).gives(["old +15550009"]),
    call("first", ["a"]).gives(undefined),
    call("snapshot", "a").gives(undefined),
  ],
} satisfies ProgramScenario;
