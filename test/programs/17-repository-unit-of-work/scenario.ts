import { DAY, HOUR, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const mug = { sku: "mug", quantity: 2, unitCents: 950 };
const filled = { lines: [mug], totalCents: 1900 };

export default {
  entry: "src/main.ts",
  lines: [
    call("addLine", "s1", mug).gives("signed out"),
    call("basket", "ada").gives(null),
    call("signIn", "s1", "ada").gives(2),
    stored({
      "cart/ada": envelope({ lines: [], totalCents: 0 }, NOW + DAY),
      "session/s1": envelope({ customer: "ada", startedAt: NOW }, NOW + 30 * MINUTE),
    }),
    call("addLine", "s1", mug).gives("added"),
    after(20 * MINUTE),
    call("keepAlive", "s1").gives(true),
    stored({
      "cart/ada": envelope(filled, NOW + 7 * DAY),
      "session/s1": envelope({ customer: "ada", startedAt: NOW }, NOW + 50 * MINUTE),
    }),
    after(25 * MINUTE),
    call("basket", "ada").gives(filled),
    call("keepAlive", "s1").gives(true),
    after(30 * MINUTE + 1),
    call("keepAlive", "s1").gives(false),
    call("addLine", "s1", mug).gives("signed out"),
    call("basket", "ada").gives(filled),
    after(7 * DAY),
    call("basket", "ada").gives(null),
    left("cart/eve", '{"value":{"lines":[],"totalCents":0},"ttl":86400}'),
    call("basket", "eve").gives({ lines: [], totalCents: 0 }),
    left("session/s2", JSON.stringify({ value: { customer: "eve", startedAt: NOW - HOUR }, ttl: 1800 })),
    call("addLine", "s2", mug).gives("added"),
    call("basket", "eve").gives(filled),
    call("signOut", "s2"),
    call("keepAlive", "s2").gives(false),
  ],
} satisfies ProgramScenario;
