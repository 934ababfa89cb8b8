import { NOW, SECOND, call, envelope, stored, type Scenario } from "../../scenario.js";

const soon = envelope(1, NOW + 30 * SECOND);
const never = envelope(1, undefined, {});
const at = NOW / SECOND + 30;

export default {
  lines: [
    call("ternary", 30),
    call("called", 30),
    call("spread", 30),
    call("member", { until: NOW / SECOND }),
    call("defaulted", at),
    call("nothing"),
    call("text", String(at)),
    stored({
      ternary: soon,
      called: soon,
      spread: soon,
      member: soon,
      defaulted: soon,
      nothing: never,
      text: soon,
    }),
    call("ternary"),
    call("called"),
    call("spread"),
    call("member"),
    call("defaulted"),
    call("text"),
    stored({
      ternary: never,
      called: never,
      spread: never,
      member: never,
      defaulted: never,
      nothing: never,
      text: never,
    }),
  ],
} satisfies Scenario;
