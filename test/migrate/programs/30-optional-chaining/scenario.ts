import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("load", "1").gives(undefined),
    call("save", "1", " Ada ", { ttl: 3 }),
    call("save", "2"),
    stored({ "u/1": envelope("Ada", NOW + 3 * SECOND), "u/2": envelope("", undefined, {}) }),
    call("load", "1").gives("Ada"),
    call("load", "2").gives(""),
    after(4 * SECOND),
    call("load", "1").gives(undefined),
    left("u/3", '{"value":"Eve","expiration_ttl":3}'),
    call("load", "3").gives("Eve"),
  ],
} satisfies Scenario;
