// When the store over REST tries again, and when it gives up: by a clock that stands still but for its timers.
import { afterEach, describe, expect, it, vi } from "vitest";
import { type RestStoreOptions, restStore } from "@kv-envelope/runtime/stores";

afterEach(() => {
  // In this order: a spy upon a fake timer would put it back.
  vi.restoreAllMocks();
  vi.useRealTimers();
});

type Answer = NonNullable<RestStoreOptions["fetch"]>;
const never = (): Promise<never> => new Promise(() => {});
/** Not a `Response`, whose body may come a turn of the event loop later: a timer could go off in between. */
const respond =
  (status: number, headers: Record<string, string> = {}, body = async () => new ArrayBuffer()): Answer =>
  async () => ({ status, headers: new Headers(headers), arrayBuffer: body });
const VALUE = respond(200, {}, async () => new TextEncoder().encode("v").buffer);
const NO_BODY = respond(200, {}, never);
const NO_ANSWER: Answer = never;

/**
 * Gets a key from a service that answers so, and then with a value, by a clock that stands still but for the timers
 * that go off. Gives what came of it, the milliseconds between the attempts, and those from the first to the end.
 */
async function getByFakeClock(
  answers: readonly Answer[],
  options: Partial<RestStoreOptions> = {},
): Promise<{ result: unknown; gapsMs: readonly number[]; tookMs: number }> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  const times: number[] = [];
  const note = (): number => times.push(performance.now());
  const store = restStore({
    namespaceId: "n",
    apiKey: "KEY",
    retryDelayMs: 100,
    fetch: (url, request) => (answers[note() - 1] ?? VALUE)(url, request),
    ...options,
  });
  const getting = store
    .get("k")
    .catch((reason: unknown) => reason)
    .finally(note);
  await vi.runAllTimersAsync();
  const result: unknown = await getting;
  const [first = 0, last = 0] = [times.at(0), times.pop()];
  return {
    result,
    gapsMs: times.slice(1).map((time, index) => time - (times[index] ?? first)),
    tookMs: last - first,
  };
}

describe("waits", () => {
  it("as long as Retry-After says in seconds, up to the cap", async () => {
    const answers = [respond(429, { "retry-after": "1" }), respond(503, { "retry-after": "3600" })];
    const { result, gapsMs } = await getByFakeClock(answers, { maxRetryDelayMs: 1100 });
    expect([result, gapsMs]).toEqual(["v", [1050, 1100]]);
  });

  it("until the date of Retry-After by the service's own clock", async () => {
    // The service's clock is years behind; what counts is that it asks for one second.
    const date = "Wed, 21 Oct 2015 07:28:00 GMT";
    const answers = [respond(429, { date, "retry-after": "Wed, 21 Oct 2015 07:28:01 GMT" })];
    expect(await getByFakeClock(answers)).toMatchObject({ result: "v", gapsMs: [1050] });
  });

  it.each(["soon", "Wed, 21 Oct 2015 07:28:00 GMT", "-1", ""])(
    "no longer than usual for Retry-After: %s",
    async (header) => {
      const answers = [respond(429, { "retry-after": header })];
      expect(await getByFakeClock(answers)).toMatchObject({ result: "v", gapsMs: [50] });
    },
  );

  it("not at all where the bound would be over before", async () => {
    const answers = [respond(429, { "retry-after": "20" })];
    const { result, tookMs } = await getByFakeClock(answers, { totalTimeoutMs: 5000 });
    expect([result, tookMs]).toEqual([expect.objectContaining({ status: 429, attempts: 1 }), 0]);
  });

  it("after an attempt that took too long, be it to answer or to send the body", async () => {
    const { result, gapsMs } = await getByFakeClock([NO_ANSWER, NO_BODY], { timeoutMs: 2000 });
    // The first wait is half of 100 ms, the second half of 200.
    expect([result, gapsMs]).toEqual(["v", [2050, 2100]]);
  });

  it("at random below a bound that doubles", async () => {
    const down: Answer = () => Promise.reject(new TypeError("down"));
    const { result, gapsMs } = await getByFakeClock([down, down, down, down, down], { maxRetryDelayMs: 300 });
    expect(result).toMatchObject({ attempts: 5 });
    expect(gapsMs).toEqual([50, 100, 200, 300]);
  });
});

describe("ends", () => {
  it("within its bound in all, whatever else is allowed", async () => {
    const busy = Array.from({ length: 99 }, () => respond(503));
    const often = await getByFakeClock(busy, { maxRetries: 99, retryDelayMs: 200, totalTimeoutMs: 300 });
    // After a wait of 100 ms the next one, of 200, would end with the bound.
    expect(often).toMatchObject({ result: { status: 503, attempts: 2 }, gapsMs: [100], tookMs: 100 });
    const slow = await getByFakeClock([NO_ANSWER], { totalTimeoutMs: 100 });
    expect(slow).toMatchObject({ result: { code: "TIMEOUT", attempts: 1 }, tookMs: 100 });
  });

  it("an attempt in time even if the given fetch pays no heed to its signal", async () => {
    const { result, gapsMs } = await getByFakeClock([NO_ANSWER, NO_ANSWER], { timeoutMs: 20, maxRetries: 1 });
    expect([result, gapsMs]).toEqual([expect.objectContaining({ code: "TIMEOUT", attempts: 2 }), [70]]);
  });
});
