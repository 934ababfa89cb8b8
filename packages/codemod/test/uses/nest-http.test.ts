// NestJS' HttpService: an instance of axios that gives observables, as its module is told to make it.
import { describe, expect, it } from "vitest";
import { migrateProgram } from "../../src/migrate.js";

const SERVICE = (imports: string, get: string): string => `import { HttpService } from "@nestjs/axios";
import { ${imports} } from "rxjs";
const url = (k: string) => \`https://api.telnyx.com/v2/storage/kvs/n/keys/\${k}\`;
export class Kv {
  constructor(private readonly http: HttpService) {}
  put(k: string, v: string) { return firstValueFrom(this.http.put(url(k), { value: v, expiration_ttl: 60 })); }
  ${get}
}
`;
const MODULE = (imports: string, more = ""): string => `import { HttpModule } from "@nestjs/axios";
import { Kv } from "./kv.service.js";
${more}
export const metadata = { imports: [${imports}], providers: [Kv] };
`;

/** The service as it becomes, or why its read or write is left. */
function outcome(service: string, module: string | undefined): string {
  const { files, findings, reads } = migrateProgram({
    "kv.service.ts": service,
    ...(module === undefined ? {} : { "kv.module.ts": module }),
  });
  const left = [...reads, ...findings].find(({ status }) => status === "left");
  expect(findings).toHaveLength(1);
  return left?.reason ?? files["kv.service.ts"] ?? "";
}

const UNWRAPPED = 'unwrapAxios(response, { as: "payload", legacy: true })';

describe("is rewritten", () => {
  it.each([
    [
      "behind the promise that is made of it",
      "firstValueFrom, lastValueFrom",
      "async get(k: string) { const { data } = await lastValueFrom(this.http.get(url(k))); return data.value; }",
      `lastValueFrom(this.http.get(url(k))).then((response) => ${UNWRAPPED})`,
    ],
    [
      "behind rxjs' older way to one",
      "firstValueFrom",
      "async get(k: string) { const found = await this.http.get(url(k)).toPromise(); return found?.data.value; }",
      "this.http.get(url(k)).toPromise().then((response) =>",
    ],
    [
      "in front of all that is done with it",
      "firstValueFrom, map",
      "get(k: string) { return firstValueFrom(this.http.get(url(k)).pipe(map((r) => r.data.value))); }",
      `.pipe(map((response) => ${UNWRAPPED})).pipe(map((r) => r.data.value))`,
    ],
    [
      "where the operator has another name",
      "firstValueFrom, map as project",
      "get(k: string) { return this.http.get(url(k)); }",
      ".pipe(project((response) =>",
    ],
    [
      "where the operator has to be brought there",
      "firstValueFrom",
      "get(k: string) { return this.http.get(url(k)); }",
      'import { firstValueFrom, map } from "rxjs"',
    ],
    [
      "twice",
      "firstValueFrom",
      "a(k: string) { return this.http.get(url(k)); } b(k: string) { return this.http.get(url(k)); }",
      'import { firstValueFrom, map } from "rxjs"',
    ],
    [
      "through its instance of axios",
      "firstValueFrom",
      "async get(k: string) { return (await this.http.axiosRef.get(url(k))).data.value; }",
      "await this.http.axiosRef.get(url(k)).then((response) =>",
    ],
  ])("%s", (_, imports, get, expected) => {
    const text = outcome(SERVICE(imports, get), MODULE("HttpModule"));
    expect(text.replaceAll(/\s+/g, " ").replaceAll(", })", " })")).toContain(expected);
    expect(text).toContain("toEnvelope(v,");
  });

  it.each([
    ["options that change no answer", 'HttpModule.register({ timeout: 5000, baseURL: "https://a.example" })'],
    ["options that a function gives", "HttpModule.registerAsync({ useFactory: () => ({ timeout: 1 }) })"],
  ])("where the module gives it %s", (_, imports) => {
    const get = "async get(k: string) { return (await firstValueFrom(this.http.get(url(k)))).data.value; }";
    expect(outcome(SERVICE("firstValueFrom", get), MODULE(imports))).toContain("unwrapAxios");
  });
});

describe("is left", () => {
  const GET = "async get(k: string) { return (await firstValueFrom(this.http.get(url(k)))).data; }";
  it.each([
    ["no module is seen", undefined, /instance is made by code that is not seen here/],
    [
      "its module transforms answers",
      MODULE("HttpModule.register({ transformResponse: (d) => JSON.parse(d).value })"),
      /`transformResponse` \(kv\.module\.ts:4:\d+\) decides what this call gives/,
    ],
    [
      "its module takes options that are not seen",
      MODULE("HttpModule.registerAsync({ useClass: Options })", 'import { Options } from "./options.js";'),
      /instance is made by code that is not seen here/,
    ],
    [
      "an interceptor opens answers",
      MODULE(
        "HttpModule",
        "export const setUp = (http) => http.axiosRef.interceptors.response.use((r) => r.data);",
      ),
      /`interceptors\.response` \(kv\.module\.ts:3:\d+\) decides what this call gives/,
    ],
  ])("where %s", (_, module, reason) => {
    expect(outcome(SERVICE("firstValueFrom", GET), module)).toMatch(reason);
  });

  it("where the operator can't be brought there", () => {
    const get = "map = 1; get(k: string) { const map = 1; void map; return this.http.get(url(k)); }";
    expect(outcome(SERVICE("firstValueFrom", get), MODULE("HttpModule"))).toMatch(
      /`map` of rxjs can't be brought/,
    );
  });
});
