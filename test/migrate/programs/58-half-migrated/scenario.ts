import { MINUTE, NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("visit", "https://a").gives(201),
    call("note", "n").gives(201),
    stored({ last: envelope("https://a", NOW + 5 * SECOND), note: envelope("n", NOW + MINUTE) }),
    call("read", "last").gives("https://a"),
    after(6 * SECOND),
    call("read", "last").gives(null),
    call("read", "note").gives("n"),
    after(MINUTE),
    call("read", "note").gives(null),
    left("old", '{"value":"o","expiration_ttl":60}'),
    call("read", "old").gives("o"),
  ],
} satisfies Scenario;
