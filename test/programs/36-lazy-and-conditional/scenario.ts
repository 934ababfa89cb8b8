import { MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

export default {
  entry: "src/main.mjs",
  lines: [
    call("remember", "1", "Old Bell"),
    call("warm", "2", "New Bell"),
    call("show", "1", ["Old Bell", "landline"]),
    stored({
      "carrier/1": envelope("Old Bell", NOW + 10 * MINUTE),
      "carrier/2": envelope("New Bell", NOW + MINUTE),
      "card/1": envelope({ lines: ["Old Bell", "landline"] }, NOW + 5 * MINUTE),
    }),
    left("carrier/9", '{"value":"Tin Can","expiration_ttl":600}'),
    call("peek", "1").gives("Old Bell"),
    call("peek", "2").gives("New Bell"),
    call("peek", "9").gives("Tin Can"),
    call("shown", "1").gives(["Old Bell", "landline"]),
    after(MINUTE + 1),
    call("peek", "2").gives("unknown"),
    call("peek", "1").gives("Old Bell"),
    after(4 * MINUTE),
    call("shown", "1").gives([]),
  ],
} satisfies ProgramScenario;
