import { DAY, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const CSV = "phone,name,tags\n+1 555 100,Ada,vip;early\n+1 555 200,Bob,\n+1 555 300,Cleo,late\n";
const ada = { phone: "1555100", name: "Ada", tags: ["vip", "early"] };
const bob = { phone: "1555200", name: "Bob", tags: [] };
const cleo = { phone: "1555300", name: "Cleo", tags: ["late"] };
const SPRING = Date.UTC(2027, 2, 1);

export default {
  entry: "src/cli.mts",
  lines: [
    call("runImport", CSV, "winter", 30).gives({ progress: ["2/3", "3/3"], refused: [] }),
    call("suppress", [{ phone: "1555900", until: "2027-03-01T00:00:00Z" }, { phone: "1555901" }]).gives(2),
    stored({
      "contact/1555100": envelope(ada, NOW + 30 * DAY, { campaign: "winter" }),
      "contact/1555200": envelope(bob, NOW + 30 * DAY, { campaign: "winter" }),
      "contact/1555300": envelope(cleo, NOW + 30 * DAY, { campaign: "winter" }),
      "suppressed/1555900": envelope("do-not-call", SPRING),
      "suppressed/1555901": envelope("do-not-call", NOW + 180 * DAY),
    }),
    call("findContact", "1555100").gives(ada),
    call("findContact", "1555999").gives(undefined),
    call("findMany", ["1555200", "1555999", "1555300"]).gives(["Bob", "Cleo"]),
    call("isSuppressed", "1555900").gives(true),
    call("isSuppressed", "1555100").gives(false),
    after(30 * DAY + SECOND),
    call("findContact", "1555100").gives(undefined),
    call("findMany", ["1555200", "1555300"]).gives([]),
    call("isSuppressed", "1555900").gives(true),
    after(30 * DAY),
    call("isSuppressed", "1555900").gives(false),
    call("isSuppressed", "1555901").gives(true),
    left("contact/1555400", '{"value":{"phone":"1555400","name":"Dan","tags":[]},"expiration_ttl":864000,"metadata":{"campaign":"autumn"}}'),
    left("suppressed/1555902", `{"value":"do-not-call","expiration":${(NOW + 200 * DAY) / SECOND}}`),
    left("suppressed/1555903", `{"value":"do-not-call","expiration":${NOW / SECOND}}`),
    call("findMany", ["1555400"]).gives(["Dan"]),
    call("isSuppressed", "1555902").gives(true),
    call("isSuppressed", "1555903").gives(false),
  ],
} satisfies ProgramScenario;
