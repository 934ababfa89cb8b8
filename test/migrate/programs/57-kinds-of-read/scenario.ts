import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("save", "a", "1"),
    stored({ a: envelope("1", NOW + MINUTE), "a-tagged": envelope("1", NOW + MINUTE, { tag: "t" }) }),
    call("pair").gives(["1", "none"]),
    call("inline", "a").gives("1"),
    call("entry", "a-tagged").gives({ value: "1", tag: "t" }),
    call("either", "a").gives("1"),
    left("b", '{"value":"2","expiration_ttl":60}'),
    left("list", "[1]"),
    call("either", "list").gives([1]),
    after(MINUTE + 1),
    call("pair").gives([undefined, "2"]),
    call("entry", "a-tagged").gives({ value: null, tag: undefined }),
    call("either", "a").gives(null),
    call("either", "list").gives([1]),
  ],
} satisfies Scenario;
