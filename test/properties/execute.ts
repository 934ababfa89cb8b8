// Runs a program that is only texts in this process: each file compiled to CommonJS, its own `require` over the texts,
// and `fetch`, `Date` and `process` of its own.
import { posix } from "node:path";
import { compileFunction } from "node:vm";
import { transform } from "esbuild";
import { createKvFetch } from "../kv-server/fetch.js";
import { createKvService } from "../kv-server/service.js";
import { RUNTIME, compileRuntime, type Compiled } from "../support/compiled-runtime.js";
import type { Outcome } from "./program/model.js";

const SOURCE = /\.[cm]?[jt]s$/;
const GIVEN = ["exports", "require", "module", "fetch", "Date", "process"];

/** By language and text: the forms of a program, and the runs of each, have most of their files in common. */
const compiled = new Map<string, Promise<Compiled>>();
/** More than one program and its forms have; beyond it texts are forgotten, so that long runs stay small. */
const KEPT = 500;

function compile(path: string, text: string): Promise<Compiled> {
  const loader = path.endsWith("ts") ? "ts" : "js";
  const id = `${loader} ${text}`;
  const known = compiled.get(id);
  if (known) return known;
  // For a name in .mjs esbuild would make a default import what Node makes it of CommonJS; all of these modules are compiled ones.
  const made = transform(text, {
    loader,
    format: "cjs",
    target: "node20",
    sourcefile: path.replace(/\.mjs$/, ".js"),
  }).then(({ code }) => compileFunction(code, GIVEN, { filename: path }));
  if (compiled.size >= KEPT) compiled.clear();
  compiled.set(id, made);
  return made;
}

/** The file that `specifier` means in the file at `from`, as Node and bundlers find it. */
function resolve(files: ReadonlyMap<string, Compiled>, from: string, specifier: string): string {
  if (specifier === RUNTIME) return RUNTIME;
  const path = posix.join(posix.dirname(from), specifier);
  const candidates = [
    path,
    path.replace(/\.js$/, ".ts"),
    ...[".ts", ".js", "/index.ts", "/index.js"].map((end) => path + end),
  ];
  const found = candidates.find((candidate) => files.has(candidate));
  if (found === undefined) throw new Error(`${from}: no file for ${JSON.stringify(specifier)}`);
  return found;
}

/** A `Date` whose now is the clock's. */
const dateOf = (now: () => number): DateConstructor =>
  new Proxy(Date, {
    construct: (target, given: unknown[], self): object => {
      const made: unknown = Reflect.construct(target, given.length === 0 ? [now()] : given, self);
      return Object(made) === made && typeof made === "object" && made !== null ? made : new target(now());
    },
    get: (target, property): unknown => (property === "now" ? now : Reflect.get(target, property)),
  });

export interface RunningProgram {
  /** Calls an export of the entry module. */
  call(name: string, ...given: readonly unknown[]): Promise<Outcome>;
  stored(key: string): string | undefined;
  seed(key: string, text: string): void;
  /** Sets the program's clock to this time. */
  setTime(epochMs: number): void;
}

/** Loads the program, with an empty store, at the time `nowMs`, with these environment variables besides its own. */
export async function startProgram(
  files: Readonly<Record<string, string>>,
  entry: string,
  nowMs: number,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  const sources = Object.entries(files).filter(([path]) => SOURCE.test(path));
  const modules = new Map(
    await Promise.all(sources.map(async ([path, text]) => [path, await compile(path, text)] as const)),
  );
  modules.set(RUNTIME, await compileRuntime(GIVEN));

  const service = createKvService({ now: () => nowMs });
  const fetchHere = createKvFetch(service);
  const dateHere = dateOf(() => service.clock.now());
  const processHere = {
    env: { KV_NAMESPACE_ID: service.namespaceId, TELNYX_API_KEY: service.apiKey, ...env },
  };

  const loaded = new Map<string, { exports: object }>();
  const load = (path: string): object => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(path, module);
    const code = modules.get(path);
    if (!code) throw new Error(`there is no ${path}`);
    const requireHere = (specifier: string): object => load(resolve(modules, path, specifier));
    Reflect.apply(code, undefined, [module.exports, requireHere, module, fetchHere, dateHere, processHere]);
    return module.exports;
  };
  const program = load(entry);

  return {
    call: async (name, ...given) => {
      const called: unknown = Reflect.get(program, name);
      if (typeof called !== "function") throw new Error(`the program exports no function ${name}`);
      try {
        return ["gives", await Reflect.apply(called, undefined, given)];
      } catch {
        return ["throws"];
      }
    },
    stored: (key) => service.entries().get(key)?.toString(),
    seed: (key, text) => {
      service.seed(key, text);
    },
    setTime: (epochMs) => {
      service.clock.setOffset(epochMs - nowMs);
    },
  };
}
