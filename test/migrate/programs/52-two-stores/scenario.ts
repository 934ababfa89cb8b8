import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("bump", "a").gives(1),
    call("bump", "a").gives(2),
    call("setting", "s", "on").gives("on"),
    stored({ "counter/a": envelope(btoa("2"), NOW + MINUTE), "setting/s": '{"value":"on"}' }),
    after(MINUTE + 1),
    call("bump", "a").gives(1),
    call("setting", "s").gives("on"),
    left("counter/b", JSON.stringify({ value: btoa("41"), expiration_ttl: 60 })),
    call("bump", "b").gives(42),
  ],
} satisfies Scenario;
