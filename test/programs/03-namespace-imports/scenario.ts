import { DAY, HOUR, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const items = [{ sku: "mug", amount: 1 }, { sku: "tea", amount: 3 }];
const tea = { sku: "tea", amount: 3 };

export default {
  entry: "src/main.js",
  lines: [
    call("cart.count", "v1").gives(0),
    call("cart.add", "v1", "mug").gives([{ sku: "mug", amount: 1 }]),
    call("cart.add", "v1", "tea", 3).gives(items),
    call("flags.turnOn", "banner", 90),
    call("flags.announce", "spring", 15, new Date(NOW + DAY).toISOString(), "eve"),
    stored({
      "cart/v1": envelope(items, NOW + HOUR),
      "flag/banner": envelope("on", NOW + 90 * SECOND),
      "promo/SPRING": envelope(15, NOW + DAY, { createdBy: "eve" }),
    }),
    call("cart.count", "v1").gives(4),
    call("flags.isOn", "banner").gives(true),
    call("flags.discountOf", "Spring").gives(15),
    after(91 * SECOND),
    call("flags.isOn", "banner").gives(false),
    after(HOUR),
    call("cart.count", "v1").gives(0),
    call("cart.add", "v1", "tea", 3).gives([tea]),
    call("flags.discountOf", "spring").gives(15),
    after(DAY),
    call("flags.discountOf", "spring").gives(0),
    left("cart/v0", JSON.stringify({ value: items, expiration_ttl: 3600 })),
    call("cart.count", "v0").gives(4),
    call("cart.clear", "v0"),
    call("cart.count", "v0").gives(0),
    left("promo/OLD", JSON.stringify({ value: 50, expiration: NOW / 1000 - 60, metadata: { createdBy: "bob" } })),
    call("flags.discountOf", "old").gives(0),
    left("flag/beta", '{"value":"on","expiration_ttl":60}'),
    call("flags.isOn", "beta").gives(true),
  ],
} satisfies ProgramScenario;
