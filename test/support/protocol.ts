// What the child process and the harness say to each other over Node's IPC channel (structured clone, so
// `undefined`, dates and bytes survive).

/** A step of a declarative scenario. Only `call` and `entries` give a result. */
export type Step =
  /** Calls an export (a dotted path reaches into objects: `"default.fetch"`, `"client.save"`). */
  | { readonly call: string; readonly args?: readonly unknown[] }
  /** `new`s an exported class; the instance is reached by its name in later calls. */
  | { readonly construct: string; readonly args?: readonly unknown[]; readonly as: string }
  /** Moves the program's and the server's clock on. */
  | { readonly advanceMs: number }
  /** Stores text as an earlier program would have left it. */
  | { readonly seed: string; readonly text: string }
  /** Gives what is stored: `{ [key]: text }`. */
  | { readonly entries: true };

/** What a program's call threw, in place of its value. */
export interface ThrownError {
  readonly error: { readonly name: string; readonly message: string; readonly status?: number };
}

/** A `Request` or `Response` in a form that can be sent between processes. */
export interface PlainRequest {
  readonly plainRequest: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
  };
}
export interface PlainResponse {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

/** What the child needs to know when it starts. */
export interface Start {
  readonly input: unknown;
  readonly steps: readonly Step[];
  readonly server: {
    readonly url: string;
    readonly apiUrl: string;
    readonly apiKey: string;
    readonly namespaceId: string;
  };
}

/** What the child asks; every question has an id and gets an answer with it. */
export type Question =
  | { readonly kind: "start" }
  | { readonly kind: "clock"; readonly offsetMs: number }
  | { readonly kind: "entries"; readonly namespaceId: string | undefined }
  | {
      readonly kind: "seed";
      readonly key: string;
      readonly text: string;
      readonly namespaceId: string | undefined;
    };

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The environment variables by which the harness tells the preload what it needs before any program code runs. */
export const CHILD_ENV = {
  serverUrl: "KV_HARNESS_SERVER_URL",
  clockOffsetMs: "KV_HARNESS_CLOCK_OFFSET_MS",
  frozenAtMs: "KV_HARNESS_FROZEN_AT_MS",
  requireFrom: "KV_HARNESS_REQUIRE_FROM",
} as const;
