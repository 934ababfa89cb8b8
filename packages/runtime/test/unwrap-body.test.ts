import { describe, expect, it, vi } from "vitest";
import { encodeEnvelope, unwrapBody } from "@kv-envelope/runtime";

const NOW = 1_700_000_000_000;
const alive = encodeEnvelope({ n: 1 }, { expiresAtMs: NOW });
const expired = encodeEnvelope("v", { expiresAtMs: NOW - 1 });
const NOT_FOUND = { errors: [{ code: "10005", title: "Key not found" }] };

/** As got gives it. The clients themselves run in the generated programs of `test/clients`. */
const gotResponse = (body: unknown, throwHttpErrors = true) => ({
  statusCode: 200,
  body,
  headers: { "content-type": "text/plain" },
  request: { options: { throwHttpErrors } },
});

const superagentResponse = (text: string, body: unknown) => ({
  status: 200,
  statusCode: 200,
  text,
  body,
  headers: {},
});

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe("unwrapBody on a response of got", () => {
  it("unwraps text as text, what was parsed as it is, and bytes as bytes", () => {
    const payload = { now: NOW, as: "payload" } as const;
    expect(unwrapBody(gotResponse(alive), payload).body).toBe('{"value":{"n":1}}');
    expect(unwrapBody(gotResponse(JSON.parse(alive)), payload).body).toEqual({ value: { n: 1 } });
    expect(unwrapBody(gotResponse(Buffer.from(alive)), payload).body).toEqual(
      Buffer.from('{"value":{"n":1}}'),
    );
  });

  it("gives the response itself, whose methods stay", () => {
    const response = gotResponse(alive);
    expect(unwrapBody(response, { now: NOW })).toBe(response);
    for (const mock of [null, undefined, { statusCode: 200 }, "text"])
      expect(unwrapBody<unknown>(mock)).toBe(mock);
    expect(unwrapBody({ statusCode: 500, body: expired }).body).toBe(expired);
  });

  it("throws for the expired what got throws for a missing key", () => {
    const onExpired = vi.fn();
    expect(thrownBy(() => unwrapBody(gotResponse(expired), { now: NOW, onExpired }))).toMatchObject({
      name: "HTTPError",
      code: "ERR_NON_2XX_3XX_RESPONSE",
      response: {
        statusCode: 404,
        body: JSON.stringify(NOT_FOUND),
        headers: { "content-type": "application/json" },
      },
    });
    expect(onExpired).toHaveBeenCalledOnce();
  });

  it("gives a 404 where got is told not to throw", () => {
    expect(unwrapBody(gotResponse(JSON.parse(expired), false), { now: NOW })).toMatchObject({
      statusCode: 404,
      ok: false,
      body: NOT_FOUND,
    });
  });
});

describe("unwrapBody on a response of superagent", () => {
  it("unwraps text and body, and the text alone of what superagent did not parse", () => {
    const parsed = unwrapBody(superagentResponse(alive, JSON.parse(alive)), { now: NOW });
    expect(parsed).toMatchObject({ text: '{"n":1}', body: { n: 1 } });
    const plain = unwrapBody(superagentResponse(alive, {}), { now: NOW });
    expect(plain).toMatchObject({ text: '{"n":1}', body: {} });
    const own = superagentResponse("plain", {});
    expect(unwrapBody(own)).toBe(own);
  });

  it("throws for the expired what superagent throws for a missing key", () => {
    const thrown = thrownBy(() => unwrapBody(superagentResponse(expired, JSON.parse(expired)), { now: NOW }));
    expect(thrown).toMatchObject({
      name: "Error",
      message: "Not Found",
      status: 404,
      response: { status: 404, notFound: true, text: JSON.stringify(NOT_FOUND), body: NOT_FOUND },
    });
  });
});
