import { DAY, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

export default {
  entry: "src/main.ts",
  lines: [
    call("status", "p1").gives("unknown parcel"),
    call("register", "p1", 2, "north"),
    call("register", "p2", 5),
    stored({
      "parcel/p1": envelope({ weight: 2, status: "registered" }, NOW + 3 * DAY, { depot: "north" }),
      "parcel/p2": envelope({ weight: 5, status: "registered" }, NOW + 3 * DAY),
    }),
    call("advance", "p1", "delivered").gives(true),
    stored({
      "parcel/p1": envelope({ weight: 2, status: "delivered" }, NOW + DAY, { depot: "north" }),
      "parcel/p2": envelope({ weight: 5, status: "registered" }, NOW + 3 * DAY),
    }),
    call("status", "p1").gives("delivered"),
    call("price", 2).gives(580),
    call("peek", "price/2").gives(580),
    after(MINUTE + 1),
    call("peek", "price/2").gives(null),
    after(DAY),
    call("status", "p1").gives("unknown parcel"),
    call("advance", "p1", "in transit").gives(false),
    call("status", "p2").gives("registered"),
    after(2 * DAY),
    call("status", "p2").gives("unknown parcel"),
    left("parcel/p0", '{"value":{"weight":1,"status":"in transit"},"expiration_ttl":259200,"metadata":{"depot":"south"}}'),
    call("status", "p0").gives("in transit"),
    call("advance", "p0", "delivered").gives(true),
    call("status", "p0").gives("delivered"),
  ],
} satisfies ProgramScenario;
