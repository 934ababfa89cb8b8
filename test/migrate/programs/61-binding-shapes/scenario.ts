import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

const end = NOW + MINUTE;

export default {
  lines: [
    call("save", "a", { x: 1 }),
    stored({ "wrapped/a": envelope({ x: 1 }, end), "whole/a": envelope('{"x":1}', end), "text/a": envelope("here", end, { key: "a" }) }),
    call("wrapped", "a").gives(1),
    call("whole", "a").gives(1),
    call("text", "a").gives("here"),
    left("wrapped/b", '{"value":{"x":2},"expirationTtl":60}'),
    left("whole/b", '{"x":2}'),
    left("text/b", "there"),
    after(MINUTE + 1),
    call("wrapped", "a").gives(undefined),
    call("whole", "a").gives("nowhere"),
    call("text", "a").gives(null),
    call("wrapped", "b").gives(2),
    call("whole", "b").gives(2),
    call("text", "b").gives("there"),
  ],
} satisfies Scenario;
