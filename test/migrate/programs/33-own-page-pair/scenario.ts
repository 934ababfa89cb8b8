import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("saveNew", "1", "a"),
    call("saveOld", "1", "b"),
    stored({ "new/1": envelope("a", NOW + MINUTE), "old/1": envelope("b", NOW + MINUTE) }),
    call("loadNew", "1").gives("a"),
    call("loadOld", "1").gives("b"),
    after(MINUTE + 1),
    call("loadNew", "1").gives(null),
    call("loadOld", "1").gives(null),
    left("old/2", '{"value":"c","expiration_ttl":60}'),
    call("loadOld", "2").gives("c"),
  ],
} satisfies Scenario;
