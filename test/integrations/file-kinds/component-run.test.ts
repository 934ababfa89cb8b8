import { pathToFileURL } from "node:url";
import { compile } from "svelte/compiler";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { migrateProgram } from "../../../packages/codemod/src/migrate.js";
import * as runtime from "../../../packages/runtime/src/index.js";
import { Project } from "../support/project.js";

/** A write and its read beside a component, which its markup does not see. */
const COMPONENT = `<script module>
  const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/sessions/keys/\${key}\`;

  export const save = (key, token) =>
    fetch(url(key), { method: "PUT", body: JSON.stringify({ value: token, expiration_ttl: 60 }) });

  export async function load(key) {
    const response = await fetch(url(key));
    return response.status === 404 ? null : JSON.parse(await response.text()).value;
  }
</script>

<script>
  let { text } = $props();
</script>

<p>{text}</p>
`;

interface Exports {
  readonly save: (key: string, token: string) => Promise<unknown>;
  readonly load: (key: string) => Promise<unknown>;
}

const isExports = (module: object): module is Exports => "save" in module && "load" in module;

let project: Project;
beforeAll(() => {
  project = new Project();
});
afterAll(() => {
  project.remove();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What Svelte's own compiler makes of a component. */
async function run(name: string, text: string): Promise<Exports> {
  const { code } = compile(text, { filename: `${name}.svelte`, generate: "server" }).js;
  vi.stubGlobal("kvEnvelopeRuntime", runtime);
  project.write({
    [`${name}.js`]: code.replace(
      /import (\{[^}]*\}) from "@kv-envelope\/runtime"/,
      "const $1 = globalThis.kvEnvelopeRuntime",
    ),
  });
  const module: unknown = await import(pathToFileURL(project.path(`${name}.js`)).href);
  if (typeof module !== "object" || module === null || !isExports(module))
    throw new Error("exports are gone");
  return module;
}

/** The service as it is: it stores what it gets. */
function stubService(): void {
  const stored = new Map<string, string>();
  vi.stubGlobal("fetch", async (url: string, init?: { readonly body?: string }) => {
    if (init?.body !== undefined) stored.set(url, init.body);
    const text = stored.get(url);
    return Promise.resolve(new Response(text ?? "", { status: text === undefined ? 404 : 200 }));
  });
}

describe("a Svelte component that is run", () => {
  it.each([
    ["before", COMPONENT, "t"],
    ["after", migrateProgram({ "a.svelte": COMPONENT }).files["a.svelte"] ?? "", null],
  ])("%s the migration", async (name, text, afterwards) => {
    stubService();
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
    const { save, load } = await run(name, text);
    expect(await load("k")).toBe(null);
    await save("k", "t");
    expect(await load("k")).toBe("t");
    vi.setSystemTime(61_000);
    expect(await load("k")).toBe(afterwards);
  });
});
