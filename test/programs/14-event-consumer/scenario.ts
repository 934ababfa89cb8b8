import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const AT = "2027-01-15T07:59:58Z";
const message = (id: string, type: string, payload: Readonly<Record<string, string>>): unknown => ({ id, type, receivedAt: AT, payload });
const created = message("m1", "user.created", { userId: "u1", locale: "de" });
const reset = message("m2", "user.password_reset", { userId: "u1", token: "t0k" });
const seen = (): string => envelope(1, NOW + 6 * HOUR, { receivedAt: AT, consumer: "account-events" });

export default {
  entry: "src/index.ts",
  lines: [
    call("onBatch", [created, reset, message("m3", "invoice.paid", {}), message("m4", "user.password_reset", { userId: "u2" })]).gives({
      m1: "done",
      m2: "done",
      m3: "ignored",
      m4: "retry",
    }),
    stored({
      "welcome/u1": envelope({ userId: "u1", locale: "de" }, NOW + 2 * DAY),
      "reset/u1": envelope({ token: "t0k", requestedAt: AT }, NOW + 15 * MINUTE),
      "dedupe/user.created/m1": seen(),
      "dedupe/user.password_reset/m2": seen(),
    }),
    call("onBatch", [created]).gives({ m1: "duplicate" }),
    call("firstSeen", "user.created", "m1").gives(AT),
    call("firstSeen", "user.created", "m9").gives(null),
    call("queries.pendingWelcome", "u1").gives("welcome in de"),
    call("queries.mayReset", "u1", "wrong").gives(false),
    call("queries.mayReset", "u1", "t0k").gives(true),
    after(15 * MINUTE + SECOND),
    call("queries.mayReset", "u1", "t0k").gives(false),
    after(6 * HOUR),
    call("firstSeen", "user.created", "m1").gives(null),
    call("onBatch", [message("m5", "user.deleted", { userId: "u1", reason: "gdpr" })]).gives({ m5: "done" }),
    call("queries.pendingWelcome", "u1").gives("nothing pending"),
    after(30 * DAY),
    call("queries.deletedBecause", "u1").gives({ at: AT, reason: "gdpr" }),
    call("onBatch", [message("m6", "user.created", { userId: "u6" })]).gives({ m6: "done" }),
    after(3 * DAY),
    call("queries.pendingWelcome", "u6").gives("nothing pending"),
    left("dedupe/user.created/m7", '{"value":1,"ttl":21600,"metadata":{"receivedAt":"then","consumer":"account-events"}}'),
    left("welcome/u7", '{"value":{"userId":"u7","locale":"fr"},"ttl":172800}'),
    call("onBatch", [message("m7", "user.created", { userId: "u7" })]).gives({ m7: "duplicate" }),
    call("firstSeen", "user.created", "m7").gives("then"),
    call("queries.pendingWelcome", "u7").gives("welcome in fr"),
  ],
} satisfies ProgramScenario;
