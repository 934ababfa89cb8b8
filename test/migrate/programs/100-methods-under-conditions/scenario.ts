import { NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("holder", "db").gives(null),
    call("lock", "db", "me"),
    call("setFlag", "beta", true),
    stored({
      "lock-db": envelope("me", NOW + 20 * SECOND),
      "flag-beta": envelope(true, NOW + 20 * SECOND),
    }),
    call("holder", "db").gives("me"),
    call("flag", "beta").gives(true),
    after(21 * SECOND),
    call("holder", "db").gives(null),
    call("flag", "beta").gives(false),
    left("lock-q", '{"value":"you","expiration_ttl":20}'),
    call("holder", "q").gives("you"),
  ],
} satisfies Scenario;
