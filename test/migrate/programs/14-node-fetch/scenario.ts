import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

const report = "x".repeat(40_000);

export default {
  lines: [
    call("read", "r").gives("none"),
    call("store", "r", report).gives(201),
    stored({ r: envelope(report, NOW + 10 * MINUTE) }),
    call("read", "r").gives(report),
    after(11 * MINUTE),
    call("read", "r").gives("none"),
    left("o", '{"value":"old","expiration_ttl":600}'),
    call("read", "o").gives("old"),
  ],
} satisfies Scenario;
