import { DAY, HOUR, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const hold = { room: 12, guest: "Ada" };
const token = { email: "ada@example.com", requestedFrom: "web" };

export default {
  entry: "src/main.ts",
  lines: [
    call("desk.greet", "+331", "r1").gives("Welcome"),
    call("desk.reserve", "r1", 12, "Ada", new Date(NOW + 2 * HOUR)).gives("held"),
    call("desk.reserve", "r1", 13, "Eve", new Date(NOW + 2 * HOUR)).gives("taken"),
    call("stores.languages.remember", "+331", "fr", 2),
    call("stores.languages.remember", "+49", "de"),
    call("stores.tokens.issue", "AbC", "ada@example.com"),
    stored({
      "hold/seaside/r1": envelope(hold, NOW + 2 * HOUR, { agent: "mia" }),
      "language/331": envelope("fr", NOW + 2 * DAY),
      "language/49": envelope("de", undefined, { pinned: true }),
      "reset/abc": envelope(token, NOW + 30 * MINUTE),
    }),
    call("desk.greet", "+331", "r1").gives("Bienvenue, Ada: 12 (mia)"),
    call("stores.tokens.redeem", "ABC").gives("ada@example.com"),
    call("stores.tokens.redeem", "ABC").gives(undefined),
    call("stores.tokens.issue", "def", "eve@example.com", "app"),
    after(30 * MINUTE + 1),
    call("stores.tokens.has", "def").gives(false),
    call("stores.tokens.redeem", "def").gives(undefined),
    after(2 * HOUR),
    call("desk.greet", "+331", "r1").gives("Bienvenue"),
    call("desk.reserve", "r1", 13, "Eve", new Date(NOW + DAY)).gives("held"),
    after(2 * DAY),
    call("desk.greet", "+331", "r1").gives("Welcome"),
    call("desk.greet", "+49", "r1").gives("Willkommen"),
    left("hold/seaside/r0", JSON.stringify({ value: hold, expiration: NOW / 1000 + 10 * 86400, metadata: { agent: "leo" } })),
    left("language/331", '{"value":"de","expiration_ttl":172800}'),
    call("desk.greet", "+331", "r0").gives("Willkommen, Ada: 12 (leo)"),
    left("reset/old", JSON.stringify({ value: token, expiration_ttl: 1800 })),
    call("stores.tokens.redeem", "OLD").gives("ada@example.com"),
    call("desk.forget", "languages", "+331"),
    call("desk.greet", "+331", "r9").gives("Welcome"),
  ],
} satisfies ProgramScenario;
