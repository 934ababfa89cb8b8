import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("saveLinked", "1", "data"),
    stored({ "blob/1": envelope("data", NOW + 100 * SECOND), "pointer/1": envelope("blob/1", NOW + 50 * SECOND) }),
    call("follow", "1").gives("data"),
    after(40 * SECOND),
    call("renew", "1"),
    stored({ "blob/1": envelope("data", NOW + 140 * SECOND), "pointer/1": envelope("blob/1", NOW + 50 * SECOND) }),
    after(11 * SECOND),
    call("follow", "1").gives("no pointer"),
    call("renew", "2"),
    left("pointer/3", '{"value":"blob/2","expiration_ttl":1}'),
    call("follow", "3").gives("empty"),
    after(100 * SECOND + 1),
    call("follow", "3").gives("no blob"),
  ],
} satisfies Scenario;
