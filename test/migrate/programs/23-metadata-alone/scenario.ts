import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("save", "a", "hello", "Ada").gives(201),
    stored({ "doc/a": '{"value":"hello","metadata":{"author":"Ada"}}' }),
    call("show", "a").gives("hello (by Ada)"),
    after(DAY),
    call("show", "a").gives("hello (by Ada)"),
    call("show", "b").gives(null),
    // An envelope of a neighbour that does expire.
    left("doc/c", envelope("gone", NOW)),
    call("show", "c").gives(null),
  ],
} satisfies Scenario;
