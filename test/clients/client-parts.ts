// What the descriptions of clients are written in.
import { STATUS_CHECKS, type Catch, type StatusCheck } from "./parts.js";

/** How a client is made and called. */
export interface Form {
  readonly name: string;
  /** The name that the instance has. */
  readonly instance: string;
  /** Whether options are given where the instance is made, not to each call. */
  readonly atMaking?: boolean;
  readonly make: (options: string) => string;
  readonly read: (options: string) => string;
  readonly write: (payload: string) => string;
}

/** How a missing key and a failure show, and what the program does about them. */
export interface Lenience {
  readonly name: string;
  /** Options that change what throws. */
  readonly options?: string;
  /** For answers that have a status. */
  readonly check?: StatusCheck;
  /** For clients that throw. */
  readonly handler?: Catch;
}

/** How an answer is opened. */
export interface Mode {
  readonly name: string;
  readonly options?: string;
  /** Whether the answer of a missing key has a status, so that nothing throws. */
  readonly lenient: boolean;
  readonly body: (read: string, lenience: Lenience, take: (doc: string) => string) => string;
}

/** What else a client is given: options, hooks. */
export interface Extra {
  readonly name: string;
  readonly options?: string;
  readonly setup?: (instance: string) => string;
}

export interface ClientParts {
  readonly name: string;
  readonly imports: readonly string[];
  readonly forms: readonly Form[];
  readonly modes: readonly Mode[];
  readonly throwing: readonly Lenience[];
  readonly lenient: readonly Lenience[];
  readonly extras: readonly Extra[];
  /** What stands between options: nothing between the calls of a chain. */
  readonly separator?: string;
}

export const braced = (...options: readonly string[]): string => {
  const given = options.filter((option) => option !== "");
  return given.length === 0 ? "{}" : `{ ${given.join(", ")} }`;
};

export const checks = (options?: string): Lenience[] =>
  STATUS_CHECKS.map((check) => ({
    name: check.name,
    check,
    ...(options === undefined ? {} : { options }),
  }));

export const handlers = (...all: readonly (Catch | undefined)[]): Lenience[] =>
  all.map((handler) => ({
    name: handler?.name ?? "nothing caught",
    ...(handler === undefined ? {} : { handler }),
  }));

/** An awaited answer with a status: checked, then opened. */
export const awaited =
  (
    of: { readonly status: string; readonly ok: string; readonly body: string },
    doc: string,
    pattern = "res",
  ): Mode["body"] =>
  (read, { check }, take) =>
    `const ${pattern} = await ${read};\n  ${check?.text(of) ?? ""}\n  ${take(doc)}`;

/** The document of a client that throws, from the call itself. */
export const direct =
  (doc: (read: string) => string): Mode["body"] =>
  (read, _lenience, take) =>
    take(doc(read));

const RESPONSE = { status: "res.status", ok: "res.ok", body: "await res.json()" };
export const RESPONSE_DOCS: readonly (readonly [string, string])[] = [
  ["json", "await res.json()"],
  ["text", "JSON.parse(await res.text())"],
  ["arrayBuffer", "JSON.parse(decode(await res.arrayBuffer()))"],
  ["blob", "JSON.parse(await (await res.blob()).text())"],
  ["clone", "await res.clone().json()"],
  ["new Response", "await new Response(res.body).json()"],
];
export const responseModes = (docs = RESPONSE_DOCS): Mode[] =>
  docs.map(([name, doc]) => ({ name, lenient: true, body: awaited(RESPONSE, doc) }));

/** A chain of `then` in the place of `await`. */
export const thenMode: Mode = {
  name: "then",
  lenient: true,
  body: (read, { check }, take) =>
    `return ${read}.then(async (res) => {\n  ${check?.text(RESPONSE) ?? ""}\n  ${take("await res.json()")}\n  });`,
};
