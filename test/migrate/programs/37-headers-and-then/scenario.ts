import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("get", "a").gives(null),
    call("put", "a", "text"),
    stored({ "86f7e437": envelope("text", NOW + MINUTE) }),
    call("get", "a").gives("text"),
    after(MINUTE + 1),
    call("get", "a").gives(null),
    left("86f7e437", '{"value":"old","expiration_ttl":60}'),
    call("get", "a").gives("old"),
  ],
} satisfies Scenario;
