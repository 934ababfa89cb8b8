import { MINUTE, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

export default {
  entry: "src/main.js",
  lines: [
    call("codes.issue", "1", "0042"),
    call("codes.block", "2", "spam"),
    stored({
      "code/1": envelope("0042", NOW + 5 * MINUTE),
      "block/2": envelope("spam", NOW + MINUTE),
    }),
    call("codes.check", "1", "0042").gives("ok"),
    call("codes.check", "1", "1111").gives("wrong"),
    call("codes.blockedFor", "2").gives("spam"),
    after(MINUTE + 1),
    call("codes.blockedFor", "2").gives(null),
    after(4 * MINUTE + SECOND),
    call("codes.check", "1", "0042").gives("expired"),
    left("code/3", '{"value":"7777","expiration_ttl":300}'),
    call("codes.check", "3", "7777").gives("ok"),
  ],
} satisfies ProgramScenario;
