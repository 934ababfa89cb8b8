import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("put", "a", "x"),
    call("putTagged", "b", " y ", "t"),
    stored({ a: envelope("x", NOW + MINUTE), b: envelope("y", undefined, { tag: "t" }) }),
    call("get", "a").gives("x"),
    call("get", "b").gives("y"),
    after(MINUTE + 1),
    call("get", "a").gives("none"),
    call("get", "b").gives("y"),
    left("c", '{"mine":1}'),
    call("get", "c").gives('{"mine":1}'),
  ],
} satisfies Scenario;
