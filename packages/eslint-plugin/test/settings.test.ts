import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

const RULE = "kv-envelope/no-verbatim-fields";

const lint = (config: Linter.Config): Linter.LintMessage[] =>
  new Linter().verify("const unrelated = 1;", [plugin.configs.recommended, config], "file.js");

/** What ESLint dies of; "" if it does not. */
function faultOf(config: Linter.Config): string {
  try {
    lint(config);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return "";
}

describe('settings["kv-envelope"]', () => {
  it.each([
    ["an unknown name", { writer: ["put"] }, 'settings["kv-envelope"].writer', "writers, readers, helpers"],
    ["writers that are no list", { writers: "put" }, 'settings["kv-envelope"].writers', '"put"'],
    ["readers that are no list", { readers: 1 }, 'settings["kv-envelope"].readers', "1"],
    ["helpers without a module", { helpers: {} }, 'settings["kv-envelope"].helpers', "module"],
    [
      "a service ttl that is none",
      { serverTtl: ["rest"] },
      'settings["kv-envelope"].serverTtl[0]',
      '"binding"',
    ],
    [
      "a base URL with a path",
      { baseUrls: ["https://a.example/v2"] },
      'settings["kv-envelope"].baseUrls[0]',
      '"https://a.example/v2"',
    ],
    ["an empty binding name", { kvBindings: [""] }, 'settings["kv-envelope"].kvBindings[0]', '""'],
    ["an empty name of a store", { envelopeStores: [""] }, 'settings["kv-envelope"].envelopeStores[0]', '""'],
    ["stores that are no list", { envelopeStores: "KV" }, 'settings["kv-envelope"].envelopeStores', '"KV"'],
    ["a text", "writers", 'settings["kv-envelope"]', '"writers"'],
    ["null", null, 'settings["kv-envelope"]', "null"],
  ])(
    "%s: one line that names the setting, what was given or is allowed, even on a file without KV",
    (_, value, where, detail) => {
      // ESLint adds lines of its own: where it happened, and which rule threw.
      const fault = faultOf({ settings: { "kv-envelope": value } })
        .split("\n")
        .filter((line) => line.includes(`${where}:`));
      expect(fault).toEqual([expect.stringContaining(detail)]);
    },
  );

  it.each([
    ["none", {}],
    ["empty", { "kv-envelope": {} }],
    [
      "all",
      {
        "kv-envelope": {
          writers: [
            "put",
            { name: "store.put", from: "./store.js", keyArgument: 0, valueArgument: 1, optionsArgument: 2 },
          ],
          readers: ["get"],
          helpers: { module: "./kv-envelope.js" },
          serverTtl: ["binding", "cli"],
          baseUrls: ["https://kv.internal.example"],
          kvBindings: ["RATE_KV"],
          envelopeStores: ["SESSIONS", "process.env.SESSIONS_KV"],
        },
      },
    ],
    ["those of others", { react: { version: "detect" } }],
  ])("right: %s", (_, settings) => {
    expect(lint({ settings })).toEqual([]);
  });
});

describe("the rule's options", () => {
  // ESLint words these itself, by the rule's schema; it names the rule and the value, not always the option.
  it.each([
    ["an unknown name", { writer: ["put"] }, 'Unexpected property "writer"'],
    ["writers that are no list", { writers: "put" }, 'Value "put" should be array'],
    ["readers that are no list", { readers: 1 }, "Value 1 should be array"],
    ["helpers without a module", { helpers: {} }, "should have required property 'module'"],
    [
      "a service ttl that is none",
      { serverTtl: ["rest"] },
      'Value "rest" should be equal to one of the allowed values',
    ],
    [
      "a base URL with a path",
      { baseUrls: ["https://a.example/v2"] },
      'Value "https://a.example/v2" should match pattern',
    ],
    ["an empty binding name", { kvBindings: [""] }, 'Value "" should NOT be shorter than 1 characters'],
    ["a text", "writers", 'Value "writers" should be object'],
  ])("%s: refused before anything is linted", (_, options, fault) => {
    const text = faultOf({ rules: { [RULE]: ["error", options] } });
    expect(text).toContain(`Key "${RULE}"`);
    expect(text).toContain(fault);
  });

  it("two objects are one too many", () => {
    expect(() => lint({ rules: { [RULE]: ["error", {}, {}] } })).toThrow(/no-verbatim-fields/);
  });

  it("an empty object is fine", () => {
    expect(lint({ rules: { [RULE]: ["error", {}] } })).toEqual([]);
  });
});
