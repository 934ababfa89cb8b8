import { HOUR, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const token = { member: "ada", scope: "desk" };

export default {
  entry: "src/main.ts",
  lines: [
    call("issue", "t1", token),
    call("checkIn", "ada", "D4"),
    stored({ "token/t1": envelope(token, NOW + 10 * MINUTE), "visit/ada": envelope("D4", NOW + HOUR) }),
    left("token/t0", '{"value":{"member":"bob","scope":"door"},"expiration_ttl":600}'),
    left("visit/bob", '{"value":"D7","expiration_ttl":3600}'),
    call("memberOf", "t1").gives("ada"),
    call("memberOf", "t0").gives("bob"),
    call("scopeOf", "t1").gives("desk"),
    call("scopeOf", "t0").gives("door"),
    call("deskFor", "ada").gives("D4"),
    call("desks", ["bob", "eve", "ada"]).gives(["D7", "D4"]),
    call("tolerantDesks", ["bob", "eve", "ada"]).gives(["D7", "-", "D4"]),
    after(10 * MINUTE + 1),
    call("memberOf", "t1").gives("nothing under token/t1"),
    call("scopeOf", "t1").gives("none"),
    call("deskFor", "ada").gives("D4"),
    after(50 * MINUTE),
    call("deskFor", "ada").gives(undefined),
    call("desks", ["bob", "ada"]).gives(["D7"]),
    call("tolerantDesks", ["bob", "ada"]).gives(["D7", "-"]),
  ],
} satisfies ProgramScenario;
