import { describe, expect, it } from "vitest";
import { secondsUntil, ttlSeconds, withTtl } from "@kv-envelope/runtime";

describe("ttlSeconds", () => {
  it.each([
    [60, 60],
    [1, 1],
    [0.2, 1],
    [59.001, 60],
    [9_223_372_036, 9_223_372_036],
    [9_223_372_036.5, 9_223_372_036],
    [Number.MAX_VALUE, 9_223_372_036],
    [undefined, undefined],
    [null, undefined],
  ])("of %s is %s", (ttl, seconds) => {
    expect(ttlSeconds(ttl)).toBe(seconds);
  });

  it.each([
    [0, "ttlSeconds must be a finite number above 0, or undefined; got 0"],
    [-1, "ttlSeconds must be a finite number above 0, or undefined; got -1"],
    [NaN, "ttlSeconds must be a finite number above 0, or undefined; got NaN"],
    [Infinity, "ttlSeconds must be a finite number above 0, or undefined; got Infinity"],
  ])("refuses %s", (ttl, message) => {
    expect(() => ttlSeconds(ttl)).toThrow(new RangeError(message));
  });

  it("refuses a text", () => {
    // @ts-expect-error: for JavaScript
    expect(() => ttlSeconds("60")).toThrow(
      new TypeError('ttlSeconds must be a finite number above 0, or undefined; got "60"'),
    );
  });
});

describe("secondsUntil", () => {
  const now = 1_800_000_000_000;
  it.each([
    [now + 60_000, 60],
    [now + 1, 1],
    [now + 1001, 2],
    // 9999-12-31, which programs write for never.
    [253_402_300_799_000, 9_223_372_036],
    [undefined, undefined],
    [null, undefined],
  ])("until %s are %s", (end, seconds) => {
    expect(secondsUntil(end, { now })).toBe(seconds);
  });

  it.each([now, now - 1, 1])("refuses %s, which has passed", (end) => {
    expect(() => secondsUntil(end, { now })).toThrow(
      new RangeError(`expiresAtMs must be in the future; got ${end}`),
    );
  });

  it("goes by the system's clock", () => {
    expect(secondsUntil(Date.now() + 3_600_000)).toBeGreaterThan(3_000);
  });
});

describe("withTtl", () => {
  it.each([
    [
      "https://api.telnyx.com/v2/storage/kvs/ns/keys/a",
      "https://api.telnyx.com/v2/storage/kvs/ns/keys/a?ttl_secs=60",
    ],
    ["keys/a?trace=1", "keys/a?trace=1&ttl_secs=60"],
    ["keys/a?", "keys/a?ttl_secs=60"],
    ["keys/a?ttl_secs=5&b=?&c", "keys/a?b=?&c&ttl_secs=60"],
    ["keys/a#top", "keys/a?ttl_secs=60#top"],
    ["keys/a%3Fb", "keys/a%3Fb?ttl_secs=60"],
  ])("of %s", (url, expected) => {
    expect(withTtl(url, 60)).toBe(expected);
    expect(withTtl(url, undefined)).toBe(url);
  });

  it("takes a URL and leaves it as it is", () => {
    const url = new URL("https://api.telnyx.com/keys/a?trace=1");
    expect(withTtl(url, 60)).toBe("https://api.telnyx.com/keys/a?trace=1&ttl_secs=60");
    expect(withTtl(url, undefined)).toBe(url.href);
    expect(url.search).toBe("?trace=1");
  });
});
