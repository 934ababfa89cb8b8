import { DAY, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("theme", "a").gives("light"),
    call("savePreferences", "a", "dark"),
    stored({ "prefs/a": envelope({ theme: "dark" }, NOW + DAY) }),
    call("theme", "a").gives("dark"),
    after(DAY + 1),
    call("theme", "a").gives("light"),
    left("prefs/b", '{"value":{"theme":"sepia"},"expiration_ttl":5}'),
    call("theme", "b").gives("sepia"),
  ],
} satisfies Scenario;
