import { NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("kvPut", "user-1", { name: "Ada" }, 30).gives(true),
    call("kvPut", "user-2", [1, 2]).gives(true),
    stored({ "user-1": envelope({ name: "Ada" }, NOW + 30 * SECOND), "user-2": '{"value":[1,2],"metadata":{}}' }),
    call("kvGet", "user-1").gives({ name: "Ada" }),
    call("kvGet", "user-2").gives([1, 2]),
    after(31 * SECOND),
    call("kvGet", "user-1").gives(null),
    call("kvGet", "user-2").gives([1, 2]),
    left("user-3", '{"value":"plain","ttl":30}'),
    call("kvGet", "user-3").gives("plain"),
    left("user-4", '{"value":"bare"}'),
    call("kvGet", "user-4").gives("bare"),
  ],
} satisfies Scenario;
