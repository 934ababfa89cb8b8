import { MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const ada = "ada@example.org";
const eve = "eve@example.org";
const id = (address: string): string => Buffer.from(address).toString("base64url");
const asked = new Date(NOW).toISOString();

export default {
  entry: "src/main.ts",
  lines: [
    call("isLocked", ada).gives(false),
    call("redeemResetLink", ada, "t1").gives("no such link"),
    call("requestResetLink", ada, "t1").gives(true),
    call("recordFailure", " Ada@Example.org").gives(1),
    call("requestResetLink", eve, "t2").gives(true),
    call("recordFailure", eve).gives(1),
    call("recordFailure", eve).gives(2),
    stored({
      [`failures/${id(ada)}`]: envelope(1, NOW + 15 * MINUTE),
      [`failures/${id(eve)}`]: envelope(2, NOW + 15 * MINUTE),
      [`reset/${id(ada)}`]: envelope({ token: "t1", requestedAt: asked }, NOW + 30 * MINUTE),
      [`reset/${id(eve)}`]: envelope({ token: "t2", requestedAt: asked }, NOW + 30 * MINUTE),
    }),
    call("recordFailure", eve).gives(3),
    stored({
      [`failures/${id(ada)}`]: envelope(1, NOW + 15 * MINUTE),
      [`failures/${id(eve)}`]: envelope(3, NOW + 15 * MINUTE, { reason: "too many failures" }),
      [`reset/${id(ada)}`]: envelope({ token: "t1", requestedAt: asked }, NOW + 30 * MINUTE),
    }),
    call("isLocked", eve).gives(true),
    call("requestResetLink", eve, "t3").gives(false),
    call("redeemResetLink", ada, "t0").gives("wrong token"),
    call("redeemResetLink", ada, "t1").gives(asked),
    call("redeemResetLink", ada, "t1").gives("no such link"),
    call("requestResetLink", ada, "t4").gives(true),
    after(15 * MINUTE + 1),
    call("isLocked", eve).gives(false),
    call("recordFailure", ada).gives(1),
    after(15 * MINUTE),
    call("redeemResetLink", ada, "t4").gives("no such link"),
    left(`failures/${id("old@example.org")}`, '{"value":3,"expiration_ttl":900,"metadata":{"reason":"too many failures"}}'),
    call("isLocked", "old@example.org").gives(true),
    call("requestResetLink", "old@example.org", "t5").gives(false),
    call("unlock", "old@example.org"),
    left(`reset/${id("old@example.org")}`, JSON.stringify({ value: { token: "t6", requestedAt: "2026-11-01" }, expiration_ttl: 1800 })),
    call("redeemResetLink", "old@example.org", "t6").gives("2026-11-01"),
  ],
} satisfies ProgramScenario;
