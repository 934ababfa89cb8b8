import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("saveOld", "1", "b", 60),
    stored({ "old/1": envelope("b", NOW + MINUTE) }),
    call("loadOld", "1").gives("b"),
    call("kvGetWithExpiry", "old/1").gives("b"),
    after(MINUTE + 1),
    call("loadOld", "1").gives("nothing"),
    call("kvGetWithExpiry", "old/1").gives(null),
    left("old/2", '{"value":"c","expiration_ttl":60}'),
    call("loadOld", "2").gives("c"),
  ],
} satisfies Scenario;
