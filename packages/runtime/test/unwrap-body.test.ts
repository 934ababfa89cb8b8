import { describe, expect, it, vi } from "vitest";
import { encodeEnvelope, unwrapBody, unwrapEnd } from "@kv-envelope/runtime";

const NOW = 1_700_000_000_000;
const alive = encodeEnvelope({ n: 1 }, { expiresAtMs: NOW });
const expired = encodeEnvelope("v", { expiresAtMs: NOW - 1 });
const NOT_FOUND = {
  errors: [{ code: "10005", title: "Key not found", detail: "The requested key does not exist." }],
};

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

describe("unwrapBody on the bytes that got has read", () => {
  it("unwraps them with the body", () => {
    const given = { ...gotResponse(alive), rawBody: Buffer.from(alive) };
    const { body, rawBody } = unwrapBody(given, { now: NOW });
    expect([body, rawBody.toString(), Buffer.isBuffer(rawBody)]).toEqual(['{"n":1}', '{"n":1}', true]);
  });

  it("are the service's error where it has expired", () => {
    const given = { ...gotResponse(expired, false), rawBody: Buffer.from(expired) };
    expect(JSON.parse(unwrapBody(given, { now: NOW }).rawBody.toString())).toEqual(NOT_FOUND);
  });
});

describe("unwrapBody on a response of ofetch.raw", () => {
  const raw = (data: unknown): Response & { _data: unknown } =>
    Object.assign(new Response(null, { status: 200 }), { _data: data });

  it("unwraps its `_data`, parsed and as text", () => {
    expect(unwrapBody(raw(JSON.parse(alive)), { now: NOW })._data).toEqual({ n: 1 });
    expect(unwrapBody(raw(alive), { now: NOW })._data).toBe('{"n":1}');
    const own = raw({ own: 1 });
    expect(unwrapBody(own)).toBe(own);
    expect(own._data).toEqual({ own: 1 });
  });

  it("throws ofetch's error for the expired, or gives a 404 without a client", () => {
    const thrown = thrownBy(() => unwrapBody(raw(JSON.parse(expired)), { now: NOW, client: "ofetch" }));
    expect(thrown).toMatchObject({ name: "FetchError", status: 404, data: NOT_FOUND });
    const missing = unwrapBody(raw(JSON.parse(expired)), { now: NOW });
    expect([missing.status, missing.statusText, missing._data]).toEqual([404, "Not Found", NOT_FOUND]);
  });
});

describe("unwrapEnd around superagent's callback", () => {
  const calledWith = (error: unknown, response: unknown): unknown[] => {
    const callback = vi.fn();
    unwrapEnd(callback, { now: NOW, as: "payload" })(error, response);
    return callback.mock.calls[0] ?? [];
  };

  it("hands on a response whose body is unwrapped", () => {
    const response = superagentResponse(alive, JSON.parse(alive));
    const [error, given] = calledWith(null, response);
    expect(error).toBeNull();
    expect(given).toBe(response);
    expect(response.body).toEqual({ value: { n: 1 } });
  });

  it("calls for an expired entry as superagent does for a missing key", () => {
    const [error, given] = calledWith(null, superagentResponse(expired, JSON.parse(expired)));
    expect(error).toMatchObject({ status: 404, response: { status: 404, body: NOT_FOUND } });
    expect(given).toBe((error as { response: unknown }).response);
  });

  it("hands on an error, and the callback's own `this`", () => {
    const failure = new Error("no connection");
    expect(calledWith(failure, undefined)).toEqual([failure, undefined]);
    const seen: unknown[] = [];
    const owner = {
      done: unwrapEnd(function (this: unknown) {
        seen.push(this);
      }),
    };
    owner.done(null, superagentResponse("text", {}));
    expect(seen).toEqual([owner]);
  });

  it("lets what the callback throws through, and calls it once", () => {
    const callback = vi.fn(() => {
      throw new Error("of the callback");
    });
    expect(() => {
      unwrapEnd(callback)(null, superagentResponse("text", {}));
    }).toThrow("of the callback");
    expect(callback).toHaveBeenCalledTimes(1);
  });
});
