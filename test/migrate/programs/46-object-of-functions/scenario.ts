import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("store.put", "a", "1", 60).gives(true),
    call("store.put", "b", "2").gives(true),
    stored({ "app/a": envelope("1", NOW + MINUTE), "app/b": envelope("2", undefined, {}) }),
    call("store.get", "a").gives("1"),
    after(MINUTE + 1),
    call("store.get", "a").gives(false),
    call("store.get", "b").gives("2"),
    left("app/c", '{"value":"3","expiration_ttl":60}'),
    call("store.get", "c").gives("3"),
  ],
} satisfies Scenario;
