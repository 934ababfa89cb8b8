import { DAY, MINUTE, NOW, after, call, construct, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64");
const landline = { name: "Städtische Telefon", type: "landline" };
const pending = base64({ code: "4711", left: 3 });

export default {
  entry: "index.js",
  lines: [
    call("carrierOf", "+49 30 1234").gives(landline),
    call("carrierOf", "+49 30 1234").gives(landline),
    call("lookups").gives(1),
    stored({ "carrier/49301234": envelope(base64(landline), NOW + 30 * DAY) }),
    after(30 * DAY + 1),
    call("carrierOf", "+49 30 1234").gives(landline),
    call("lookups").gives(2),
    stored({ "carrier/49301234": envelope(base64(landline), NOW + 60 * DAY + 1) }),
    call("forget", "+49 30 1234"),
    stored({}),
    left("carrier/15550100", JSON.stringify({ value: base64({ name: "Old Bell", type: "landline" }), expiration_ttl: 2592000 })),
    call("carrierOf", "+1-555-0100").gives({ name: "Old Bell", type: "landline" }),
    call("lookups").gives(2),
    call("forget", "+1-555-0100"),
    construct("Verification", "ann", "+15550101"),
    call("ann.check", "4711").gives("expired"),
    call("ann.start", "4711"),
    stored({ "verify/15550101": envelope(pending, NOW + 30 * DAY + 1 + 10 * MINUTE) }),
    call("ann.check", "0815").gives("mismatch"),
    call("ann.check", "4711").gives("verified"),
    call("ann.check", "4711").gives("expired"),
    call("ann.start", "4711"),
    after(10 * MINUTE + 1),
    call("ann.check", "4711").gives("expired"),
    left("verify/15550102", JSON.stringify({ value: pending, expiration_ttl: 600 })),
    construct("Verification", "bob", "+15550102"),
    call("bob.check", "4711").gives("verified"),
  ],
} satisfies ProgramScenario;
