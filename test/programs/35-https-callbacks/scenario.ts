import { HOUR, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

export default {
  entry: "main.js",
  lines: [
    call("onDuty", "night", "Ann"),
    stored({ "duty/night": envelope("Ann", NOW + 12 * HOUR) }),
    left("duty/day", '{"value":"Bob","expiration_ttl":43200}'),
    call("whoIsOnDuty", "night").gives("Ann"),
    call("whoIsOnDuty", "day").gives("Bob"),
    call("whoIsOnDuty", "none").gives(null),
    after(12 * HOUR + 1),
    call("whoIsOnDuty", "night").gives(null),
  ],
} satisfies ProgramScenario;
