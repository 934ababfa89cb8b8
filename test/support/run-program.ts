import { spawn, type ChildProcess } from "node:child_process";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import type { KvServer } from "../kv-server/index.js";
import { bundlePreload, bundleProgram, type ScenarioSource } from "./bundle.js";
import { PATIENCE_MS } from "./patience.js";
import { CHILD_ENV, isRecord, type PlainRequest, type Start, type Step } from "./protocol.js";

export interface ProgramOptions {
  /** The program's folder; also its working directory. */
  readonly dir: string;
  /** Its entry file (TypeScript or JavaScript, ES module or CommonJS), relative to `dir`. */
  readonly entry: string;
  /** The server that `https://api.telnyx.com` leads to, with every client, the SDK and the edge binding. */
  readonly server: KvServer;
  /** How far the program's and the server's clock are ahead; default 0. */
  readonly clockOffsetMs?: number;
  /** Freezes the program's clock at this epoch time (plus the offset), so that stored bytes are exact. */
  readonly nowMs?: number;
  /**
   * The program's environment, besides TELNYX_API_KEY and KV_NAMESPACE_ID. TELNYX_BASE_URL is not set unless it is
   * given here (`server.url`, or `server.apiUrl` for the SDK, which reads the same variable but adds no `/v2`).
   */
  readonly env?: Readonly<Record<string, string>>;
  /** Command line arguments. */
  readonly args?: readonly string[];
  /** Reaches the scenario as `input`; a string is the program's stdin as well. */
  readonly input?: unknown;
  /** Milliseconds after which the program is killed and the run fails; default {@link PATIENCE_MS}. */
  readonly timeoutMs?: number;
}

export interface RunOptions extends ProgramOptions {
  /** Source text (TypeScript) of a module whose default function is `(context: ScenarioContext) => result`. */
  readonly scenario?: string;
  /** The same as a file's absolute path. */
  readonly scenarioFile?: string;
}

export interface ProgramRun {
  readonly stdout: string;
  readonly stderr: string;
  /** 1 where the program or its scenario threw. */
  readonly exitCode: number | null;
  /** What the scenario returned; `undefined` without one. */
  readonly result: unknown;
}

/** Runs the program in a process of its own: its top level only, or a scenario over its exports. */
export const runProgram = async (options: RunOptions): Promise<ProgramRun> => {
  const { scenario, scenarioFile } = options;
  if (scenario !== undefined && scenarioFile !== undefined) {
    throw new TypeError("runProgram: scenario and scenarioFile are both given, only one of them is allowed");
  }
  if (scenario !== undefined) return run(options, { kind: "text", text: scenario }, []);
  if (scenarioFile !== undefined) return run(options, { kind: "file", path: scenarioFile }, []);
  return run(options, { kind: "none" }, []);
};

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Plays the steps over the program's exports and gives the values of its calls; throws where the program can't run. */
export const runSteps = async (options: ProgramOptions, steps: readonly Step[]): Promise<unknown[]> => {
  const { exitCode, stderr, result } = await run(options, { kind: "steps" }, steps);
  if (exitCode !== 0 || !isList(result))
    throw new Error(`the program ended with exit code ${exitCode}\n${stderr}`);
  return result;
};

/** A `Request` argument for a step, e.g. `{ call: "default.fetch", args: [request("https://app/x")] }`. */
export const request = (
  url: string,
  {
    method = "GET",
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): PlainRequest => ({ plainRequest: { url, method, headers, body } });

const run = async (
  options: ProgramOptions,
  scenario: ScenarioSource,
  steps: readonly Step[],
): Promise<ProgramRun> => {
  const { dir, entry, server, clockOffsetMs = 0, timeoutMs = PATIENCE_MS, input } = options;
  server.clock.setOffset(clockOffsetMs);
  const preload = await bundlePreload();
  const bundle = await bundleProgram(dir, entry, scenario);
  try {
    const flags = ["--enable-source-maps", "--no-warnings", "--import", pathToFileURL(preload).href];
    const child = spawn(process.execPath, [...flags, bundle.path, ...(options.args ?? [])], {
      cwd: dir,
      env: childEnv(options, bundle.path),
      stdio: ["pipe", "pipe", "pipe", "ipc"],
      serialization: "advanced",
    });
    child.stdin?.end(typeof input === "string" ? input : undefined);
    const { apiKey, apiUrl, url, namespaceId } = server;
    const result = answerQuestions(child, server, {
      input,
      steps,
      server: { apiKey, apiUrl, url, namespaceId },
    });
    const [stdout, stderr, exitCode] = await Promise.all([
      child.stdout ? text(child.stdout) : "",
      child.stderr ? text(child.stderr) : "",
      ended(child, timeoutMs),
    ]);
    return { stdout, stderr, exitCode, result: result() };
  } finally {
    await bundle.remove();
  }
};

const childEnv = (options: ProgramOptions, bundlePath: string): Record<string, string> => {
  const { server, clockOffsetMs = 0, nowMs, env } = options;
  // Not the harness' own environment: what a test run has set (proxies, NODE_OPTIONS) is no part of the program.
  const inherited = ["PATH", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    TELNYX_API_KEY: server.apiKey,
    KV_NAMESPACE_ID: server.namespaceId,
    ...env,
    [CHILD_ENV.serverUrl]: server.url,
    [CHILD_ENV.clockOffsetMs]: String(clockOffsetMs),
    [CHILD_ENV.requireFrom]: bundlePath,
    ...(nowMs === undefined ? {} : { [CHILD_ENV.frozenAtMs]: String(nowMs) }),
  };
};

const answerQuestions = (child: ChildProcess, server: KvServer, start: Start): (() => unknown) => {
  let result: unknown;
  const answer = (message: Record<string, unknown>): unknown => {
    const namespaceId = typeof message["namespaceId"] === "string" ? message["namespaceId"] : undefined;
    switch (message["kind"]) {
      case "start":
        return start;
      case "clock":
        server.clock.setOffset(Number(message["offsetMs"]));
        return undefined;
      case "entries":
        return new Map([...server.entries(namespaceId)].map(([key, bytes]) => [key, bytes.toString()]));
      case "seed":
        server.seed(String(message["key"]), String(message["text"]), namespaceId);
        return undefined;
      default:
        throw new Error(`harness: unknown question ${String(message["kind"])}`);
    }
  };
  child.on("message", (message: unknown) => {
    if (!isRecord(message)) return;
    if (message["kind"] === "result") result = message["result"];
    else child.send({ id: message["id"], answer: answer(message) });
  });
  return () => result;
};

const ended = async (child: ChildProcess, timeoutMs: number): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`runProgram: the program ran longer than timeoutMs: ${timeoutMs}`));
    }, timeoutMs);
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
