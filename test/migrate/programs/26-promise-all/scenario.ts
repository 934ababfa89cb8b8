import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("saveAll", [{ id: "a", score: 1 }, { id: "b", score: 0 }], 30).gives(2),
    stored({ "score/a": envelope(1, NOW + 30 * SECOND), "score/b": envelope(0, NOW + 30 * SECOND) }),
    left("score/c", '{"value":7,"expiration_ttl":30}'),
    call("loadAll", ["a", "b", "c", "d"]).gives([1, 0, 7, null]),
    after(31 * SECOND),
    call("loadAll", ["a", "b", "c", "d"]).gives([null, null, 7, null]),
  ],
} satisfies Scenario;
