import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("save", "1", { a: 1 }),
    stored({ "doc-1": envelope({ a: 1 }, NOW + HOUR) }),
    call("load", "1").gives({ a: 1 }),
    left("doc-2", "plain"),
    call("load", "2").gives("plain"),
    left("doc-3", '{"value":"old","expiration_ttl":9}'),
    call("load", "3").gives("old"),
    after(HOUR + 1),
    call("load", "1").gives(undefined),
    call("load", "2").gives("plain"),
  ],
} satisfies Scenario;
