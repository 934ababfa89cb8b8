// What a variable can be where it is used: by what was assigned just before, and by a `typeof`.
import { describe, expect, it } from "vitest";
import { migrateFile } from "@kv-envelope/codemod";

const START = `const url = (key: string) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`;
const write = (key: string, body: string) => fetch(url(key), { method: "PUT", body });
`;
const verdicts = (code: string): string[] =>
  migrateFile({ text: START + code, fileName: "a.ts" }).findings.map(({ status, reason }) =>
    reason === undefined ? status : `${status}: ${reason}`,
  );

describe("a value that was assigned just before", () => {
  it.each([
    [
      "in a branch of its own",
      `export async function page(slug: string) {
  let html: string | undefined;
  const hit = cache.get(slug);
  if (hit) html = hit;
  else {
    html = "<p>";
    await write(slug, JSON.stringify({ value: html, expiration_ttl: 60 }));
  }
  return html;
}`,
    ],
    [
      "of a variable without a type",
      `export async function save(key: string) {
  let text;
  text = String(Date.now());
  log("saving");
  if (key !== "") await write(key, JSON.stringify({ value: text, expiration_ttl: 60 }));
}`,
    ],
    [
      "a ttl",
      `export async function save(key: string) {
  let ttl: number | undefined;
  ttl = 60;
  await write(key, JSON.stringify({ value: 1, expiration_ttl: ttl }));
}`,
    ],
  ])("is there: %s", (_, code) => {
    expect(verdicts(code)).toEqual(["rewritten"]);
  });

  it.each([
    [
      "another branch may have run",
      `export async function save(key: string, isNew: boolean) {
  let text: string | undefined;
  if (isNew) text = "new";
  await write(key, JSON.stringify({ value: text, expiration_ttl: 60 }));
}`,
    ],
    [
      "a function may have run in between",
      `export async function save(key: string) {
  let text: string | undefined;
  const clear = () => { text = undefined; };
  text = "new";
  clear();
  await write(key, JSON.stringify({ value: text, expiration_ttl: 60 }));
}`,
    ],
    [
      "the loop may have come round",
      `export async function save(keys: readonly string[]) {
  let text: string | undefined;
  text = "new";
  for (const key of keys) {
    await write(key, JSON.stringify({ value: text, expiration_ttl: 60 }));
    text = undefined;
  }
}`,
    ],
    [
      "it was given nothing",
      `export async function save(key: string) {
  let text: string | undefined = "new";
  text = undefined;
  await write(key, JSON.stringify({ value: text, expiration_ttl: 60 }));
}`,
    ],
  ])("is not known to be there where %s", (_, code) => {
    expect(verdicts(code)).toEqual([expect.stringMatching(/^left: `value` can be `undefined`/)]);
  });
});

describe("a ttl of which `typeof` tells an object from a number", () => {
  const save = (
    seconds: string,
  ): string => `export const save = (key: string, given?: number | { ttl?: number }) => {
  const seconds = ${seconds};
  return write(key, JSON.stringify({ value: 1, expiration_ttl: seconds }));
};`;

  it.each([
    ["the one, then the other", 'typeof given === "object" ? given.ttl : given'],
    ["turned round", 'typeof given !== "object" ? given : given.ttl'],
  ])("is a number: %s", (_, seconds) => {
    expect(verdicts(save(seconds))).toEqual(["rewritten"]);
  });

  it("may be an object where it is not told", () => {
    expect(verdicts(save("given"))).toEqual([expect.stringMatching(/can be an object here/)]);
  });
});

describe("the reason", () => {
  it("names who is handed what a read gives", () => {
    const reading = `import { firstValueFrom } from "rxjs";
import { Http } from "./http.js";
export class Store {
  constructor(private readonly http: Http) {}
  private url(key: string) { return \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`; }
  put(key: string, value: string) { return this.http.put(this.url(key), { value, expiration_ttl: 60 }); }
  async get(key: string) { return (await firstValueFrom(this.http.get(this.url(key)))).data.value; }
}`;
    expect(verdicts(reading)).toEqual([
      expect.stringMatching(
        /what the read gives is handed to `firstValueFrom`, and not awaited itself: decode what `firstValueFrom` gives, with `decodeEnvelope`; --expiry server would rewrite it$/,
      ),
    ]);
  });

  it("says of one of two bodies that it is another value", () => {
    const mixed =
      "export const save = (key: string, value: object, ttl?: number) => write(key, JSON.stringify(ttl ? { value, expiration_ttl: ttl } : value));";
    expect(verdicts(mixed)).toEqual([
      expect.stringMatching(
        /^left: the body may hold more than is seen here \(a spread, a computed name, another value\)/,
      ),
    ]);
  });
});
