import { DAY, HOUR, NOW, after, call, construct, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const record = { from: "15550100", to: "15550199", seconds: 61 };

// The clock starts at 08:00 UTC.
export default {
  entry: "src/main.ts",
  lines: [
    construct("Shifts", "shifts"),
    call("minutesOf", "c1").gives(0),
    call("shifts.current", "sales").gives("voicemail"),
    call("logCall", "c1", record, "kim"),
    call("logCall", "c2", record),
    call("shifts.take", "sales", "kim", 10).gives(new Date(NOW + 2 * HOUR).toISOString()),
    call("greet", "15550100").gives("Hello caller no. 1"),
    stored({
      "call/c1": envelope(record, NOW + 90 * DAY, { agent: "kim" }),
      "call/c2": envelope(record, NOW + 90 * DAY),
      "cnam/15550100": envelope("caller no. 1", NOW + HOUR),
      "shift/sales": envelope({ agent: "kim" }, NOW + 2 * HOUR),
    }),
    call("greet", "15550100").gives("Hello caller no. 1"),
    call("shifts.current", "sales").gives("kim"),
    call("minutesOf", "c1").gives(2),
    after(HOUR + 1),
    call("greet", "15550100").gives("Hello caller no. 2"),
    call("shifts.current", "sales").gives("kim"),
    after(HOUR),
    call("shifts.current", "sales").gives("voicemail"),
    call("forgetName", "15550100"),
    call("greet", "15550100").gives("Hello caller no. 3"),
    after(90 * DAY),
    call("minutesOf", "c1").gives(0),
    left("call/c0", '{"value":{"from":"1","to":"2","seconds":300},"expiration_ttl":7776000,"metadata":{"agent":"lee"}}'),
    call("minutesOf", "c0").gives(5),
    left("shift/support", JSON.stringify({ value: { agent: "lee" }, expiration: (NOW + 91 * DAY) / 1000 })),
    call("shifts.current", "support").gives("lee"),
    after(DAY),
    call("shifts.current", "support").gives("voicemail"),
  ],
} satisfies ProgramScenario;
