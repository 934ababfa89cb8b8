import { HOUR, MINUTE, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

export default {
  entry: "src/main.ts",
  lines: [
    call("print", "kim", "ada"),
    call("open", "north", "kim"),
    call("greet", "kim", "Welcome back"),
    call("mute", "attic", "ada"),
    stored({
      "pass/kim": envelope("ada", NOW + 8 * HOUR),
      "gate/north": envelope({ visitor: "kim" }, NOW + 30 * SECOND),
      "greeting/en/kim": envelope("Welcome back", NOW + MINUTE),
      "mute/attic": envelope("ada", NOW + 5 * MINUTE),
    }),
    left("pass/lee", '{"value":"bob","expiration_ttl":28800}'),
    left("gate/south", '{"value":{"visitor":"lee"},"expiration_ttl":30}'),
    call("hostOf", "kim").gives("ada"),
    call("hostOf", "lee").gives("bob"),
    call("lastAt", "north").gives("kim"),
    call("lastAt", "south").gives("lee"),
    call("greeting", "kim").gives("Welcome back"),
    call("mutedBy", "attic").gives("ada"),
    after(MINUTE + 1),
    call("lastAt", "north").gives(undefined),
    call("greeting", "kim").gives("Hello"),
    call("mutedBy", "attic").gives("ada"),
    after(8 * HOUR),
    call("mutedBy", "attic").gives(null),
    call("hostOf", "kim").gives(null),
  ],
} satisfies ProgramScenario;
