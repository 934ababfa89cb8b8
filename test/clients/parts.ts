// What programs are put together of, whichever client they use.

/** How the document that a read gives is taken apart; `DOC` is an expression of it. */
export interface Take {
  readonly name: string;
  readonly text: (doc: string) => string;
  /** Whether the unmigrated program gives the stored payload itself, where the value is to be given afterwards. */
  readonly isWhole?: boolean;
}

export const TAKES: readonly Take[] = [
  { name: "member", text: (doc) => `return (${doc}).value;` },
  { name: "pattern", text: (doc) => `const { value } = ${doc}; return value;` },
  { name: "renamed pattern", text: (doc) => `const { value: found } = ${doc}; return found;` },
  { name: "variable", text: (doc) => `const entry = ${doc}; return entry.value;` },
  { name: "optional member", text: (doc) => `const entry = ${doc}; return entry?.value;` },
  { name: "or null", text: (doc) => `const entry = ${doc}; return entry.value ?? null;` },
  { name: "function", text: (doc) => `return open(${doc});` },
  { name: "object", text: (doc) => `const found = { entry: ${doc} }; return found.entry.value;` },
  { name: "whole", text: (doc) => `const entry = ${doc}; return entry;`, isWhole: true },
];

/** What the programs may call. */
export const HELPERS = `const open = (entry) => entry.value;
const decode = (bytes) => new TextDecoder().decode(bytes);
class Failed extends Error {
  name = "Failed";
  constructor(status) { super("failed"); this.status = status; }
}`;

/** How a program that is given a status treats a missing key and a failure; `STATUS` and `BODY` are expressions. */
export interface StatusCheck {
  readonly name: string;
  readonly text: (response: {
    readonly status: string;
    readonly ok: string;
    readonly body: string;
  }) => string;
}

export const STATUS_CHECKS: readonly StatusCheck[] = [
  {
    name: "404, then others",
    text: ({ status }) =>
      `if (${status} === 404) return null;\n  if (${status} !== 200) throw new Failed(${status});`,
  },
  { name: "404 alone", text: ({ status }) => `if (${status} === 404) return undefined;` },
  { name: "ok", text: ({ ok }) => `if (!(${ok})) return null;` },
  { name: "throws", text: ({ ok, status }) => `if (!(${ok})) throw new Failed(${status});` },
  {
    name: "code of the body",
    text: ({ ok, body }) =>
      `if (!(${ok})) { const failure = ${body}; if (failure.errors[0].code === "10005") return "none"; throw new Failed(failure.errors[0].code); }`,
  },
  { name: "nothing", text: () => "" },
];

/** How a program whose client throws treats a missing key: the handler of `error`. */
export interface Catch {
  readonly name: string;
  readonly text: string;
}

export const statusCatch = (status: string): Catch => ({
  name: `by ${status}`,
  text: `if (${status} === 404) return null;\n    throw error;`,
});

export const CATCH_ALL: Catch = { name: "all", text: "return null;" };
export const RETHROWN: Catch = {
  name: "another error",
  text: "throw Object.assign(new Error(error.name), { name: `Not${error.name}`, code: error.code });",
};
export const bodyCatch = (body: string): Catch => ({
  name: `by ${body}`,
  text: `const failure = ${body};\n    if (failure?.errors?.[0]?.code === "10005") return "none";\n    throw error;`,
});

/** What a program does at last, with `try` or with none. */
export const trying = (text: string, handler: Catch | undefined): string =>
  handler === undefined ? text : `try {\n    ${text}\n  } catch (error) {\n    ${handler.text}\n  }`;
