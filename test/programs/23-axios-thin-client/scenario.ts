import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const board = [{ line: "7", minutes: 2 }];

export default {
  entry: "src/main.ts",
  lines: [
    call("departuresAt", "market").gives([]),
    call("tickets.inspect", "t1").gives("no valid ticket"),
    call("noticeFor", "7").gives(""),
    call("publishDepartures", "market", board),
    call("tickets.sellTicket", "t1", { zone: "AB", passenger: "Ada" }).gives(201),
    call("tickets.sellTicket", "t2", { zone: "A", passenger: "Eve" }, true).gives(201),
    call("postNotice", "7", { text: "diverted", severity: 2 }, 1800),
    call("postNotice", "9", { text: "lift out of order", severity: 1 }),
    stored({
      "departures/market": envelope(board, NOW + 45 * SECOND),
      "notice/7": envelope({ text: "diverted", severity: 2 }, NOW + 30 * MINUTE),
      "notice/9": envelope({ text: "lift out of order", severity: 1 }, undefined, {}),
      "ticket/t1": envelope({ zone: "AB", passenger: "Ada" }, NOW + 2 * HOUR),
      "ticket/t2": envelope({ zone: "A", passenger: "Eve" }, NOW + DAY),
    }),
    call("departuresAt", "market").gives(board),
    call("tickets.inspect", "t1").gives("Ada, zone AB"),
    call("noticeFor", "7").gives("diverted"),
    after(45 * SECOND + 1),
    call("departuresAt", "market").gives([]),
    after(30 * MINUTE),
    call("noticeFor", "7").gives(""),
    after(2 * HOUR),
    call("tickets.inspect", "t1").gives("no valid ticket"),
    call("tickets.inspect", "t2").gives("Eve, zone A"),
    call("tickets.refund", "t2"),
    call("tickets.inspect", "t2").gives("no valid ticket"),
    after(DAY),
    call("noticeFor", "9").gives("lift out of order"),
    left("ticket/t3", '{"value":{"zone":"ABC","passenger":"Old"},"expiration_ttl":7200}'),
    call("tickets.inspect", "t3").gives("Old, zone ABC"),
    left("notice/1", '{"value":{"text":"closed","severity":3}}'),
    call("noticeFor", "1").gives("closed"),
    left("departures/quay", JSON.stringify({ value: board, expiration_ttl: 45 })),
    call("departuresAt", "quay").gives(board),
  ],
} satisfies ProgramScenario;
