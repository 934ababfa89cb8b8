import { DAY, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

// The loopback server has one namespace; the program can't know that its two ids lead to the same.
const NAMESPACE = "3f0e7c52-8a41-4c0e-9d57-2b9f0f6a1c11";

const beta = { title: "Beta", roles: ["staff"], metadata: { owner: "growth", ticket: "GR-12" } };
// Looks like an envelope and like a write request, and is neither.
const dark = { value: true, metadata: { owner: "design" } };

export default {
  entry: "src/main.ts",
  env: { KV_SESSIONS_ID: NAMESPACE, KV_FLAGS_ID: NAMESPACE },
  lines: [
    call("userOf", "s1").gives(null),
    call("loadFlag", "beta").gives(null),
    call("signIn", "s1", "ada", ["staff"]),
    call("signIn", "s2", "eve", [], true),
    call("saveFlag", "beta", beta),
    call("saveFlag", "dark", dark),
    stored({
      "flag/beta": JSON.stringify(beta),
      "flag/dark": JSON.stringify(dark),
      s1: envelope({ user: "ada", roles: ["staff"] }, NOW + 15 * MINUTE, { stay: false }),
      s2: envelope({ user: "eve", roles: [] }, NOW + 14 * DAY, { stay: true }),
    }),
    call("loadFlag", "beta").gives(beta),
    call("loadFlag", "dark").gives(dark),
    call("exportFlag", "dark").gives(JSON.stringify(dark)),
    call("enabled", "s1", "beta").gives(true),
    call("enabled", "s2", "beta").gives(false),
    call("enabled", "s2", "dark").gives(true),
    call("enabled", "s2", "none").gives(false),
    after(15 * MINUTE + 1),
    call("enabled", "s1", "beta").gives("signed out"),
    call("userOf", "s2").gives("eve"),
    after(14 * DAY),
    call("userOf", "s2").gives(null),
    // A document may say that it has expired; that is its author's business.
    left("flag/old", '{"value":true,"expires_at":1,"metadata":{"owner":"ops"}}'),
    call("loadFlag", "old").gives({ value: true, expires_at: 1, metadata: { owner: "ops" } }),
    left("s3", '{"value":{"user":"old","roles":["staff"]},"expiration_ttl":900,"metadata":{"stay":false}}'),
    call("enabled", "s3", "beta").gives(true),
    call("signOut", "s3"),
    call("userOf", "s3").gives(null),
  ],
} satisfies ProgramScenario;
