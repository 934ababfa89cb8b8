import { DAY, HOUR, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const order = (number: string, state: string): unknown => ({ number, carrier: "Acme Tel", state });

export default {
  entry: "bot/index.ts",
  lines: [
    call("find", "15550001").gives(null),
    call("draft", "15550001", "Acme Tel"),
    call("draft", "15550002", "Acme Tel"),
    call("tryLock", "nightly", "bot-1").gives(true),
    stored({
      "porting/15550001": envelope(order("15550001", "draft"), NOW + 2 * DAY),
      "porting/15550002": envelope(order("15550002", "draft"), NOW + 2 * DAY),
      "lock/nightly": envelope("bot-1", NOW + 30 * SECOND),
    }),
    call("tryLock", "nightly", "bot-2").gives(false),
    call("holder", "nightly").gives("bot-1"),
    after(31 * SECOND),
    call("holder", "nightly").gives(null),
    call("tryLock", "nightly", "bot-2").gives(true),
    call("submit", "15550002", "ada").gives(order("15550002", "submitted")),
    stored({
      "porting/15550001": envelope(order("15550001", "draft"), NOW + 2 * DAY),
      "porting/15550002": envelope(order("15550002", "submitted"), undefined, { by: "ada" }),
      "lock/nightly": envelope("bot-2", NOW + 61 * SECOND),
    }),
    after(2 * DAY + HOUR),
    call("find", "15550001").gives(null),
    call("submit", "15550001", "ada").gives(null),
    call("find", "15550002").gives(order("15550002", "submitted")),
    left("porting/15550003", '{"value":{"number":"15550003","carrier":"Acme Tel","state":"draft"},"expiration_ttl":172800}'),
    left("lock/old", '{"value":"bot-0","expiration_ttl":30}'),
    call("find", "15550003").gives(order("15550003", "draft")),
    call("tryLock", "old", "bot-1").gives(false),
    call("cancel", "15550003"),
    call("find", "15550003").gives(null),
  ],
} satisfies ProgramScenario;
