import { MINUTE, NOW, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    construct("Store", "store"),
    call("store.put", "a", "1"),
    stored({ a: envelope("1", NOW + MINUTE) }),
    call("store.get", "a").gives("1"),
    after(MINUTE + 1),
    call("store.get", "a").gives(null),
    left("b", '{"value":"2","expiration_ttl":60}'),
    call("store.get", "b").gives("2"),
  ],
} satisfies Scenario;
