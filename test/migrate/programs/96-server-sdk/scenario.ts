import { HOUR, MINUTE, NOW, SECOND, after, call, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("putText", "a", "1"),
    call("putFor", "b", "2", 60),
    call("putFor", "c", "3"),
    call("putUntil", "d", "4", (NOW + 90 * SECOND) / 1000),
    stored({ a: '{"value":"1"}', b: '{"value":"2"}', c: '{"value":"3"}', d: '{"value":"4"}' }),
    call("get", "a").gives("1"),
    after(MINUTE),
    call("get", "b").gives(null),
    call("get", "d").gives("4"),
    after(30 * SECOND),
    call("get", "d").gives(null),
    after(HOUR),
    call("get", "a").gives(null),
    call("get", "c").gives("3"),
  ],
} satisfies Scenario;
