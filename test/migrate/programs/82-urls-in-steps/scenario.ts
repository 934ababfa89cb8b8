import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  env: { TELNYX_BASE_URL: "https://api.telnyx.com" },
  lines: [
    call("putByPath", "a", "1", 60),
    call("putUnderBase", "a", "2", 60),
    call("putAdded", "a", "3", 60),
    stored({
      "path-a": envelope("1", NOW + MINUTE),
      "base-a": envelope("2", NOW + MINUTE),
      "added-a": envelope("3", NOW + MINUTE),
    }),
    call("getByPath", "a").gives("1"),
    call("peek", "a").gives("1"),
    call("getUnderBase", "a").gives("2"),
    call("getAdded", "a").gives("3"),
    left("path-b", '{"value":"4","expiration_ttl":60}'),
    call("getByPath", "b").gives("4"),
    after(MINUTE + 1),
    call("getByPath", "a").gives(null),
    call("peek", "a").gives("none"),
    call("getUnderBase", "a").gives(null),
    call("getAdded", "a").gives(null),
    call("getByPath", "b").gives("4"),
  ],
} satisfies Scenario;
