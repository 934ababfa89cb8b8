import { request } from "../../support/index.js";
import { HOUR, MINUTE, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const at = (id: string): string => `https://console.example/api/sessions/${id}`;
const params = (id: string): unknown => ({ params: { id } });
const JSON_TYPE = "application/json";
const NOT_FOUND = { status: 404, contentType: "application/problem+json", body: '{"status":404,"title":"session not found"}' };
const NO_CONTENT = { status: 204, contentType: null, body: "" };
const presenceOf = (agent: string): unknown => request(`https://console.example/api/presence?agent=${agent}`);

export default {
  entry: "test/handlers.ts",
  env: { SESSION_TTL: "7200" },
  lines: [
    call("session.GET", request(at("s1")), params("s1")).gives(NOT_FOUND),
    call("session.PUT", request(at("s1"), { method: "PUT", body: '{"agent":"ada"}' }), params("s1")).gives({
      status: 422,
      contentType: "application/problem+json",
      body: '{"status":422,"title":"agent and queue are required"}',
    }),
    call(
      "session.PUT",
      request(at("s1"), { method: "PUT", headers: { "x-forwarded-for": "203.0.113.9" }, body: '{"agent":"ada","queue":"sales","theme":"dark"}' }),
      params("s1"),
    ).gives(NO_CONTENT),
    call("session.PUT", request(at("s2"), { method: "PUT", body: '{"agent":"bob","queue":"support"}' }), params("s2")).gives(NO_CONTENT),
    call("presence.POST", request("https://console.example/api/presence", { method: "POST", body: '{"agent":"ada"}' })).gives({
      status: 202,
      contentType: JSON_TYPE,
      body: '{"ok":true}',
    }),
    stored({
      "console/session/s1": envelope({ agent: "ada", queue: "sales", theme: "dark" }, NOW + 2 * HOUR, { ip: "203.0.113.9" }),
      "console/session/s2": envelope({ agent: "bob", queue: "support" }, NOW + 2 * HOUR, { ip: "unknown" }),
      "console/presence/ada": envelope(NOW, NOW + 45 * SECOND),
    }),
    call("session.GET", request(at("s1")), params("s1")).gives({
      status: 200,
      contentType: JSON_TYPE,
      body: '{"id":"s1","agent":"ada","queue":"sales","theme":"dark","ip":"203.0.113.9"}',
    }),
    call("presence.GET", presenceOf("ada")).gives({ status: 200, contentType: JSON_TYPE, body: '{"agent":"ada","online":true}' }),
    after(MINUTE),
    call("presence.GET", presenceOf("ada")).gives({ status: 200, contentType: JSON_TYPE, body: '{"agent":"ada","online":false}' }),
    call("session.DELETE", request(at("s2"), { method: "DELETE" }), params("s2")).gives(NO_CONTENT),
    call("session.GET", request(at("s2")), params("s2")).gives(NOT_FOUND),
    after(2 * HOUR),
    call("session.GET", request(at("s1")), params("s1")).gives(NOT_FOUND),
    left("console/session/old", '{"value":{"agent":"eve","queue":"sales"},"expiration_ttl":3600,"metadata":{"ip":"192.0.2.1"}}'),
    left("console/presence/eve", '{"value":1800000000000,"expiration_ttl":45}'),
    call("session.GET", request(at("old")), params("old")).gives({
      status: 200,
      contentType: JSON_TYPE,
      body: '{"id":"old","agent":"eve","queue":"sales","ip":"192.0.2.1"}',
    }),
    call("presence.GET", presenceOf("eve")).gives({ status: 200, contentType: JSON_TYPE, body: '{"agent":"eve","online":true}' }),
  ],
} satisfies ProgramScenario;
