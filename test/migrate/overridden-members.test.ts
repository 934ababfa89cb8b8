// A member that an object is written out with, and that what is spread over it or set later may replace.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const HEAD = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${key}\`;
const DEFAULTS = { ttl: 300, until: 1767225900, cache: { ttl: 300 } };
const merge = (o) => ({ ttl: 300, until: 1767225900, ...o });
export const get = async (key) => (await (await fetch(url(key))).json()).value;
`;
const put = (take: string, field: string): string =>
  `${HEAD}export const put = (key, value, o = {}) => { ${take}; return fetch(url(key), { method: "PUT", body: JSON.stringify({ value, ${field} }) }); };\n`;

const outcome = (text: string, expiry: "envelope" | "server"): string => {
  const { output, findings } = migrateFile({ text, fileName: "program.mjs", settings: { expiry } });
  expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
  return output;
};

const TTL: readonly (readonly [name: string, take: string])[] = [
  ["a literal", "const { ttl } = { ttl: 300, ...o }"],
  ["another object's", "const { ttl } = { ...DEFAULTS, ...o }"],
  ["Object.assign", "const { ttl } = Object.assign({}, DEFAULTS, o)"],
  ["a function that merges", "const { ttl } = merge(o)"],
  ["a member of a member", "const { cache: { ttl } } = { ...DEFAULTS, ...o }"],
  ["spread in what is spread", "const { ttl } = { ttl: 300, ...{ ...o } }"],
  ["spread under a condition", "const { ttl } = { ttl: 300, ...(o.own ? o : {}) }"],
  ["set later", "const limits = { ttl: 300 }; if (o.ttl) limits.ttl = o.ttl; const { ttl } = limits"],
  ["assigned later", "const limits = { ttl: 300 }; Object.assign(limits, o); const { ttl } = limits"],
];

describe("the service is told of a ttl that is looked at, where the default need not count:", () => {
  it.each(TTL)("%s", (_, take) => {
    expect(outcome(put(take, "expiration_ttl: ttl"), "server")).toContain(
      "withTtl(url(key), ttlSeconds(ttl))",
    );
  });
});

describe("it is told of the default as it is where nothing takes its place:", () => {
  it.each([
    ["a literal", "const { ttl } = { ttl: 300 }"],
    ["beneath nothing", "const { ttl } = { ...o, ttl: 300 }"],
    ["an object that hasn't the name", "const { ttl } = { ttl: 300, ...{ prefix: o.prefix } }"],
    ["a condition without it", 'const { ttl } = { ttl: 300, ...(o.own && { prefix: "own" }) }'],
  ])("%s", (_, take) => {
    expect(outcome(put(take, "expiration_ttl: ttl"), "server")).toContain("?ttl_secs=${ttl}`");
  });
});

describe("an end is multiplied where there is one:", () => {
  it.each([
    ["a literal", "const { until } = { until: 1767225900, ...o }", "until"],
    ["a member", "const end = { until: 1767225900, ...o }", "end.until"],
    ["a function that merges", "const { until } = merge(o)", "until"],
    ["set later", "const end = { until: 1767225900 }; end.until = o.until", "end.until"],
  ])("%s", (_, take, until) => {
    expect(outcome(put(take, `expiration: ${until}`), "envelope")).toContain(
      `expiresAtMs: ${until} == null ? undefined : ${until} * 1000`,
    );
  });
});

describe("what is left of a time is refused where it is 0, and is none where its end is missing:", () => {
  it.each([
    ["a difference", "end - now", "end === undefined || now === undefined ? undefined : end - now"],
    [
      "rounded",
      "Math.floor((o.end - Date.now()) / 1000)",
      "o.end === undefined ? undefined : Math.floor((o.end - Date.now()) / 1000)",
    ],
    ["a number taken off", "o.ttl - 30", "o.ttl === undefined ? undefined : o.ttl - 30"],
    // 0 stands for "for good" where nothing is taken away.
    ["a product", "o.minutes * 60", "o.minutes * 60 || undefined"],
    ["what can't be named twice", "Number(o.ttl) - 30", "Number(o.ttl) - 30 || undefined"],
  ])("%s", (_, ttl, expected) => {
    const text = put("const { end, now } = o", `expiration_ttl: ${ttl}`);
    expect(outcome(text, "envelope")).toContain(`ttlSeconds: ${expected}`);
  });
});
