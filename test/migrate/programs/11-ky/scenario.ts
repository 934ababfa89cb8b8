import { HOUR, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("load", "1").gives([]),
    call("save", "1", ["tea"]),
    stored({ "cart-1": envelope(["tea"], NOW + 2 * HOUR, { items: 1 }) }),
    call("load", "1").gives(["tea"]),
    after(2 * HOUR + 1),
    call("load", "1").gives([]),
    left("cart-2", '{"value":["old"],"expiration_ttl":7200,"metadata":{"items":1}}'),
    call("load", "2").gives(["old"]),
  ],
} satisfies Scenario;
