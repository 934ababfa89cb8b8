import { SECOND, after, call, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("put.fetch", "a", 1),
    call("put.axios", "b", 2, 30),
    call("put.axios", "b2", 2),
    call("put.got", "c", 3, 29.5),
    call("put.url", "d", 4),
    stored({
      a: '{"value":1}',
      b: '{"value":2}',
      b2: '{"value":2}',
      c: '{"value":3}',
      d: '{"value":4}',
    }),
    after(29 * SECOND),
    call("get", "a").gives(1),
    call("get", "c").gives(3),
    after(SECOND),
    call("get", "a").gives(null),
    call("get", "b").gives(null),
    call("get", "b2").gives(2),
    call("get", "c").gives(null),
    call("get", "d").gives(4),
    after(30 * SECOND),
    call("get", "d").gives(null),
  ],
} satisfies Scenario;
