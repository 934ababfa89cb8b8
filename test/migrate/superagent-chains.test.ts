// superagent's requests are chains to which other code can add: a promise in their place has no such methods.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const HEAD = `import request from "superagent";
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${key}\`;
export const put = (key, value) => request.put(url(key)).send({ value, expiration_ttl: 300 });
`;

const said = (code: string): readonly string[] =>
  migrateFile({ text: HEAD + code, fileName: "program.mjs" }).findings.map(
    ({ status, reason }) => reason ?? status,
  );

describe("is left where a request is completed elsewhere:", () => {
  it.each([
    [
      "by a function that is given it",
      'const authorised = (made) => made.set("x-key", "1");\nexport const get = async (key) => (await authorised(request.get(url(key)))).body.value;\n',
      /completed in another place \(line 4, column 30\)/,
    ],
    [
      "by who is given it back",
      'const asked = (key) => request.get(url(key));\nexport const get = async (key) => (await asked(key).set("x-key", "1")).body.value;\n',
      /completed in another place \(line 5, column 42\)/,
    ],
    [
      "by a function that hands it on to another",
      "const quick = (made) => made.timeout(500);\nconst authorised = (made) => quick(made);\nexport const get = async (key) => (await authorised(request.get(url(key)))).body.value;\n",
      /completed in another place \(line 4, column 25\)/,
    ],
  ])("%s", (_, code, reason) => {
    expect(said(code)).toEqual([expect.stringMatching(reason)]);
  });
});

describe("is rewritten where what gets it waits for it:", () => {
  it.each([
    [
      "a function that measures",
      "const timed = async (asked) => { const start = Date.now(); const found = await asked; console.log(Date.now() - start); return found; };\nexport const get = async (key) => (await timed(request.get(url(key)))).body.value;\n",
    ],
    [
      "who is given it back",
      'const asked = (key) => request.get(url(key)).set("x-key", "1");\nexport const get = async (key) => (await asked(key)).body.value;\n',
    ],
    [
      "as a promise",
      "const asked = (key) => request.get(url(key));\nexport const get = (key) => asked(key).then((found) => found.body.value);\n",
    ],
  ])("%s", (_, code) => {
    expect(said(code)).toEqual(["rewritten"]);
  });
});
