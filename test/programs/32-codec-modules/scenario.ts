import { HOUR, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const draft = { title: "Minutes", body: "Present: Ada" };

export default {
  entry: "src/main.ts",
  lines: [
    call("save", "d1", draft),
    call("lock", "d1", "ada"),
    stored({ "draft/d1": envelope(draft, NOW + HOUR), "lock/d1": envelope("ada", NOW + 30 * SECOND) }),
    left("draft/d0", '{"value":{"title":"Agenda","body":""},"expiration_ttl":3600}'),
    call("load", "d1").gives(draft),
    call("load", "d0").gives({ title: "Agenda", body: "" }),
    call("page", "d1").gives("# Minutes"),
    call("page", "d0").gives("# Agenda"),
    call("lockedBy", "d1").gives("ada"),
    after(30 * SECOND + 1),
    call("lockedBy", "d1").gives(null),
    call("load", "d1").gives(draft),
    after(HOUR),
    call("load", "d1").gives(null),
    call("page", "d1").gives("# Nothing here"),
  ],
} satisfies ProgramScenario;
