import { request } from "../../support/index.js";
import { HOUR, MINUTE, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const TEXT = "text/plain;charset=UTF-8";
const json = (body: string, status = 200): unknown => ({ status, contentType: "application/json", body });
const text = (body: string, status = 200): unknown => ({ status, contentType: TEXT, body });
const send = (path: string, init?: Parameters<typeof request>[1]): ReturnType<typeof call> => call("default.fetch", request(`https://api.drive.example${path}`, init));

export default {
  entry: "src/index.ts",
  lines: [
    send("/health").gives(text("ok")),
    send("/carts/c1").gives(json('{"items":[]}')),
    send("/carts/c1", { method: "PUT", headers: { "x-lane": "2" }, body: '[{"sku":"fries","qty":2}]' }).gives(json('{"items":[{"sku":"fries","qty":2}]}', 201)),
    send("/coupons", { method: "POST", body: '{"code":"lunch","percent":15,"hours":3}' }).gives(text("issued", 201)),
    stored({
      "carts/c1": envelope([{ sku: "fries", qty: 2 }], NOW + 20 * MINUTE, { lane: "2" }),
      "coupons/LUNCH": envelope({ percent: 15 }, NOW + 3 * HOUR),
    }),
    send("/carts/c1").gives(json('{"items":[{"sku":"fries","qty":2}]}')),
    send("/coupons/lunch").gives(text("15% off")),
    after(20 * MINUTE + SECOND),
    send("/carts/c1").gives(json('{"items":[]}')),
    send("/coupons/lunch").gives(text("15% off")),
    after(3 * HOUR),
    send("/coupons/lunch").gives(text("Not Found", 404)),
    left("carts/c9", '{"value":[{"sku":"cola","qty":1}],"expiration_ttl":1200,"metadata":{"lane":"1"}}'),
    left("coupons/OLD", '{"value":{"percent":5},"expiration_ttl":3600}'),
    send("/carts/c9").gives(json('{"items":[{"sku":"cola","qty":1}]}')),
    send("/coupons/old").gives(text("5% off")),
    send("/carts/c9", { method: "DELETE" }).gives({ status: 204, contentType: null, body: "" }),
    send("/carts/c9").gives(json('{"items":[]}')),
    send("/nowhere").gives(text("Not Found", 404)),
  ],
} satisfies ProgramScenario;
