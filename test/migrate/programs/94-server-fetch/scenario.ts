import { DAY, HOUR, SECOND, after, call, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("putCode", "code", "042731"),
    call("putSession", "a", { user: 1 }, 10, "ada"),
    call("putSession", "b", "2"),
    call("putSession", "c", "3", null),
    call("putSession", "d", "4", 0),
    call("putDay", "day", "5"),
    left("old", '{"value":"6","expiration_ttl":1}'),
    stored({
      code: '{"value":"042731"}',
      a: '{"value":{"user":1},"metadata":{"owner":"ada"}}',
      b: '{"value":"2"}',
      c: '{"value":"3"}',
      d: '{"value":"4"}',
      day: '{"value":"5"}',
      old: '{"value":"6","expiration_ttl":1}',
    }),
    call("get", "a").gives({ user: 1 }),
    call("get", "old").gives("6"),
    after(10 * SECOND),
    call("get", "a").gives(null),
    call("get", "code").gives("042731"),
    after(HOUR),
    call("get", "code").gives(null),
    call("get", "day").gives("5"),
    after(DAY),
    call("get", "day").gives(null),
    call("get", "b").gives("2"),
    call("get", "d").gives("4"),
  ],
} satisfies Scenario;
