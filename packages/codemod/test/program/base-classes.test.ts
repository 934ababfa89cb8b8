// Writes that lie over several classes: a base class that calls what only those which extend it have.
import { describe, expect, it } from "vitest";
import { migrateProgram } from "../../src/index.js";

const BASE = `export class Cache {
  async remember(key, value, ttl) {
    await this.put(key, JSON.stringify({ value, expiration_ttl: ttl }));
  }
  async recall(key) {
    const text = await this.fetchText(key);
    return text === undefined ? undefined : JSON.parse(text).value;
  }
}
`;
const TELNYX = `import { Cache } from "./base.js";
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`;
export class TelnyxCache extends Cache {
  put(key, body) {
    return fetch(url(key), { method: "PUT", body });
  }
  async fetchText(key) {
    const res = await fetch(url(key));
    return res.status === 200 ? res.text() : undefined;
  }
}
`;
const MAIN = `import { TelnyxCache } from "./telnyx.js";
const cache = new TelnyxCache();
export const put = (key, value, ttl) => cache.remember(key, value, ttl);
export const get = (key) => cache.recall(key);
`;
const PROGRAM = { "base.js": BASE, "telnyx.js": TELNYX, "main.js": MAIN };
/** Looks into the text that the base class hands it. */
const OTHER = `import { Cache } from "./base.js";
export class OtherCache extends Cache {
  map = new Map();
  put(key, body) {
    this.map.set(key, { body, until: JSON.parse(body).expiration_ttl });
  }
  fetchText(key) {
    return this.map.get(key)?.body;
  }
}
`;
/** Keeps it as it is. */
const DOUBLE = OTHER.replace("{ body, until: JSON.parse(body).expiration_ttl }", "{ body }");

describe("a base class that calls a method which only another file has", () => {
  it("is rewritten where it says what is stored", () => {
    const { files, findings } = migrateProgram(PROGRAM);
    expect(findings).toMatchObject([{ file: "base.js", line: 3, status: "rewritten" }]);
    expect(files["base.js"]).toContain("this.put(key, encodeEnvelope(value, { ttlSeconds: ttl }))");
    expect(files["telnyx.js"]).toContain('unwrapResponse(response, { as: "payload", legacy: true })');
  });

  it("is rewritten with an abstract method, too", () => {
    const { findings } = migrateProgram({
      "base.ts": BASE.replace(
        "class Cache {",
        "abstract class Cache {\n  abstract put(key: string, body: string): Promise<unknown>;",
      ).replace("(key, value, ttl)", "(key: string, value: unknown, ttl: number)"),
      "telnyx.ts": TELNYX,
      "main.ts": MAIN,
    });
    expect(findings).toMatchObject([{ file: "base.ts", line: 4, status: "rewritten" }]);
  });

  it("is left where another class does something else with what is written", () => {
    const { files, findings } = migrateProgram({
      ...PROGRAM,
      "other.js": OTHER,
      "main.js": `${MAIN}import { OtherCache } from "./other.js";\nexport const other = new OtherCache();\n`,
    });
    expect(findings).toMatchObject([{ file: "base.js", line: 3, status: "left" }]);
    expect(findings[0]?.reason).toContain("can run another function (other.js:4:6)");
    expect(files["base.js"]).toBe(BASE);
  });

  it("is rewritten beside a double that only keeps the text", () => {
    const { findings } = migrateProgram({
      ...PROGRAM,
      "other.js": DOUBLE,
      "main.js": `${MAIN}import { OtherCache } from "./other.js";\nexport const other = new OtherCache();\n`,
    });
    expect(findings).toMatchObject([{ file: "base.js", line: 3, status: "rewritten" }]);
  });
});

const HTTP = `export class Http {
  send(method, key, body) {
    return fetch(this.url(key), { method, body });
  }
}
`;
const STORES = `import { Http } from "./http.js";
export class Telnyx extends Http {
  url(key) {
    return \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`;
  }
  put(key, value, ttl) {
    return this.send("PUT", key, JSON.stringify({ value, expiration_ttl: ttl }));
  }
}
export class Items extends Http {
  url(key) {
    return \`https://kv.example.com/items/\${key}\`;
  }
  put(key, value, ttl) {
    return this.send("PUT", key, JSON.stringify({ value, ttl }));
  }
}
`;

describe("a base class whose URL those have which extend it", () => {
  it("writes to the service for the class whose URL is the service's", () => {
    const { findings } = migrateProgram({ "http.js": HTTP, "stores.js": STORES });
    expect(findings).toMatchObject([{ file: "stores.js", line: 7, status: "rewritten" }]);
  });

  it("writes for no class whose base gives it another URL", () => {
    const { findings } = migrateProgram({
      "http.js": HTTP,
      "stores.js": STORES.replace("https://api.telnyx.com", "https://kv.example.com"),
    });
    expect(findings).toEqual([]);
  });

  it("knows the class through further methods of the base", () => {
    const { findings } = migrateProgram({
      "http.js": HTTP.replace(
        "fetch(this.url(key), { method, body })",
        "this.request(key, { method, body })",
      ).replace(/\}\n$/, "  request(key, init) {\n    return fetch(this.url(key), init);\n  }\n}\n"),
      "stores.js": STORES,
    });
    expect(findings).toMatchObject([{ file: "stores.js", line: 7, status: "rewritten" }]);
  });
});
