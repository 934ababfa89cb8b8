import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("save", "ada", "hi").gives("C5-e4ea"),
    stored({ "C5-e4ea": envelope("hi", NOW + MINUTE) }),
    call("load", "C5-e4ea").gives("hi"),
    after(MINUTE + 1),
    call("load", "C5-e4ea").gives(undefined),
    left("C5-old", '{"value":"hello","expiration_ttl":60}'),
    call("load", "C5-old").gives("hello"),
  ],
} satisfies Scenario;
