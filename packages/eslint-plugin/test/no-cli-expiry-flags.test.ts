import { RuleTester } from "@typescript-eslint/rule-tester";
import type { InvalidTestCase, TestCaseError } from "@typescript-eslint/rule-tester";
import json from "@eslint/json";
import { Linter } from "eslint";
import * as jsoncParser from "jsonc-eslint-parser";
import { afterAll, describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";
import { noCliExpiryFlags } from "../src/rules/no-cli-expiry-flags.js";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester();

const CHILD = `import { exec, execFile, execFileSync, execSync, spawn, spawnSync } from "node:child_process";\n`;
const PUT = "telnyx-edge storage kv key put";

const MESSAGES = {
  "--ttl": "ttlFlag",
  "--expiration": "expirationFlag",
  "--metadata": "metadataFlag",
} as const;
type MessageId = (typeof MESSAGES)[keyof typeof MESSAGES] | "dropFlag" | "bareTtlFlag" | "addUnit";

const HONOURED = { "kv-envelope": { serverTtl: ["cli"] } };
/** A command whose ttl has no unit, where the flag is honoured; `written` is what the suggestion makes of it. */
const bare = (name: string, code: string, given: string, written: string | undefined): Invalid => ({
  name,
  settings: HONOURED,
  code,
  errors: [
    {
      messageId: "bareTtlFlag",
      data: { flag: "--ttl", given },
      suggestions:
        written === undefined
          ? []
          : [{ messageId: "addUnit", data: { duration: `${given}s` }, output: written }],
    },
  ],
});
type Invalid = InvalidTestCase<
  MessageId,
  readonly [{ readonly serverTtl?: readonly ("binding" | "cli")[] }?]
>;

/** A report on a flag and nothing beside it; its suggestion takes `dropped` away, and there is none without. */
function flagged(
  code: string,
  flag: keyof typeof MESSAGES,
  dropped: string | undefined,
): TestCaseError<MessageId> {
  const before = code.slice(0, code.indexOf(flag)).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  return {
    messageId: MESSAGES[flag],
    data: { flag },
    line: before.length,
    column,
    endLine: before.length,
    endColumn: column + flag.length,
    suggestions:
      dropped === undefined
        ? []
        : [{ messageId: "dropFlag", data: { flag }, output: code.replace(dropped, "") }],
  };
}

const ttl = (name: string, code: string, dropped?: string): Invalid => ({
  name,
  code,
  errors: [flagged(code, "--ttl", dropped)],
});

const ALL_FLAGS = `${CHILD}execSync("${PUT} ns a 1 --ttl 60 --expiration 1704067200 --metadata '{\\"a\\":1}'");`;
const TTL_AND_METADATA = `${CHILD}execFileSync("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60s", "--metadata", "{}"]);`;

tester.run("no-cli-expiry-flags", noCliExpiryFlags, {
  valid: [
    { name: "a write without flags", code: `${CHILD}execSync("${PUT} ns a 1");` },
    { name: "the value from a file", code: `${CHILD}execSync("${PUT} ns a --path --ttl");` },
    {
      name: "another vendor's command line, of the same words",
      code: `${CHILD}execSync("wrangler kv key put a 1 --ttl 60 --metadata '{}'"); // telnyx-edge`,
    },
    {
      name: "another subcommand of the service's",
      code: `${CHILD}execSync("telnyx-edge storage kv key list ns --ttl 60"); execSync("telnyx-edge storage kv create --name put --metadata x");`,
    },
    {
      name: "a subcommand that other words come before",
      code: `${CHILD}execSync("telnyx-edge secrets add storage kv key put --ttl 60");`,
    },
    {
      name: "a text that mentions the command",
      code: `${CHILD}execSync("echo '${PUT} ns a 1 --ttl 60'"); execSync("grep -r '${PUT} --ttl' docs"); execSync("git commit -m '${PUT} a --ttl 1'");`,
    },
    { name: "a text that nothing runs", code: `export const help = "${PUT} ns a 1 --ttl 60";` },
    {
      name: "what stands behind --",
      code: `${CHILD}execFileSync("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "--", "--ttl"]);`,
    },
    {
      name: "a flag of another command in the same script",
      code: `${CHILD}execSync("${PUT} ns a 1 && deploy --ttl 60 | cache --metadata x");`,
    },
    { name: "a comment of the script", code: `${CHILD}execSync("${PUT} ns a 1 # --ttl 60");` },
    { name: "a value that contains the flag", code: `${CHILD}execSync("${PUT} ns a 'use --ttl 60'");` },
    { name: "a flag that only begins alike", code: `${CHILD}execSync("${PUT} ns a 1 --ttl-hint 60");` },
    {
      name: "a function of the program's own that is called alike",
      code: `const exec = (text) => console.log(text); exec("${PUT} ns a 1 --ttl 60");`,
    },
    { name: "a regular expression's exec", code: `/--ttl/.exec("${PUT} ns a 1 --ttl 60");` },
    {
      name: "an exec that is imported from elsewhere",
      code: `import { exec } from "./database.js"; exec("${PUT} ns a 1 --ttl 60");`,
    },
    {
      name: "a tag that runs nothing",
      code: `const $ = String.raw; const text = $\`${PUT} ns a 1 --ttl 60\`;`,
    },
    {
      name: "a program that is not known",
      code: `${CHILD}execFileSync(process.env.CLI, ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]); // telnyx-edge`,
    },
    { name: "the arguments of an installer", code: `${CHILD}execSync("brew install telnyx-edge --ttl 60");` },
    { name: "a script that is no shell's", code: `${CHILD}execSync("${PUT} 'unterminated --ttl 60");` },
    {
      name: "--ttl where a setting says that it is honoured",
      settings: { "kv-envelope": { serverTtl: ["cli"] } },
      code: `${CHILD}execSync("${PUT} ns a 1 --ttl 60s");`,
    },
    {
      name: "the same by the rule's option, which wins",
      settings: { "kv-envelope": { serverTtl: [] } },
      options: [{ serverTtl: ["cli"] }],
      code: `${CHILD}execSync("${PUT} ns a 1 --ttl=60s");`,
    },
    ...["5m", "1h", "1h30m", "1.5h", "500ms", "$TTL", '" + ttl + "'].map((ttl) => ({
      name: `a ttl of ${ttl} where it is honoured`,
      settings: HONOURED,
      code: `${CHILD}execSync("${PUT} ns a 1 --ttl ${ttl}");`,
    })),
    {
      name: "scripts in a file that is no manifest",
      filename: "package.json.js",
      code: `export default { scripts: { seed: "${PUT} ns a 1 --ttl 60" } };`,
    },
  ],
  invalid: [
    ttl("execSync", `${CHILD}execSync("${PUT} ns a 1 --ttl 60");`, " --ttl 60"),
    ttl(
      "exec with a callback",
      `${CHILD}exec("${PUT} ns a 1 --ttl 60", (error) => { if (error) throw error; });`,
      " --ttl 60",
    ),
    ttl("the form with =", `${CHILD}execSync('${PUT} ns a "1" --ttl=60');`, " --ttl=60"),
    ttl("before the positional arguments", `${CHILD}execSync("${PUT} --ttl 60 ns a 1");`, " --ttl 60"),
    ttl(
      "with flags of the command line's own before the subcommand",
      `${CHILD}execSync("telnyx-edge --profile prod storage kv --json key put ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl("in a quoted word of the script", `${CHILD}execSync("${PUT} ns a 1 '--ttl' 60");`, " '--ttl' 60"),
    ttl(
      "behind escapes of the literal",
      `${CHILD}execSync("${PUT} ns \\"a\\" \\u0031 --ttl 60");`,
      " --ttl 60",
    ),
    ttl("over several lines", `${CHILD}execSync(\`${PUT} ns a 1 \\\\\n  --ttl 60\`);`, " \\\\\n  --ttl 60"),
    ttl(
      "in a pipe, behind a list and with the environment before it",
      `${CHILD}execSync("cd app && TELNYX_API_KEY=x ${PUT} ns a 1 --ttl 60 | tee log");`,
      " --ttl 60",
    ),
    ttl(
      "in a subshell, a loop and a substitution",
      `${CHILD}execSync("for k in a b; do (echo $(${PUT} ns $k 1 --ttl 60)); done");`,
      " --ttl 60",
    ),
    ttl(
      "through a package runner",
      `${CHILD}execSync("npx --yes telnyx-edge@0.5 storage kv key put ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl(
      "of a program with its path",
      `${CHILD}execSync("./node_modules/.bin/${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl("within a shell's own script", `${CHILD}execSync("sh -c '${PUT} ns a 1 --ttl 60'");`, " --ttl 60"),
    ttl(
      "within a shell that is spawned",
      `${CHILD}spawn("bash", ["-lc", "${PUT} ns a 1 --ttl 60"]);`,
      " --ttl 60",
    ),
    ttl(
      "with a value that is only known at run time",
      `${CHILD}execSync(\`${PUT} ns \${key} "\${value}" --ttl \${ttl}\`);`,
    ),
    ttl("put together with +", `${CHILD}execSync("${PUT} " + ns + " a 1 --ttl " + ttl);`),
    ttl("under a condition", `${CHILD}execSync(\`${PUT} ns a 1 \${ttl ? \`--ttl \${ttl}\` : ""}\`);`),
    ttl(
      "joined from parts",
      `${CHILD}execSync(["telnyx-edge", "storage kv key put", ns, key, "--ttl 60"].join(" "));`,
    ),
    ttl("through a constant", `${CHILD}const command = "${PUT} ns a 1 --ttl 60"; execSync(command);`),
    ttl(
      "execFileSync",
      `${CHILD}execFileSync("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "execFile, with a value that is computed",
      `${CHILD}execFile("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", String(ttl)], done);`,
      `, "--ttl", String(ttl)`,
    ),
    ttl(
      "a value whose computation does something else, too",
      `${CHILD}execFile("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", next()], done);`,
    ),
    ttl(
      "spawn, first among the arguments",
      `${CHILD}spawn("telnyx-edge", ["--json", "storage", "kv", "key", "put", \`--ttl=\${ttl}\`, "ns", "a", "1"], { stdio: "inherit" });`,
      ", `--ttl=${ttl}`",
    ),
    ttl(
      "spawnSync through npx",
      `${CHILD}spawnSync("npx", ["telnyx-edge", "storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "a command line that spawn hands to a shell",
      `${CHILD}spawn("${PUT} ns a 1 --ttl 60", { shell: true });`,
      " --ttl 60",
    ),
    ttl(
      "arguments from constants and spreads",
      `${CHILD}const SUBCOMMAND = ["storage", "kv", "key", "put"];\nexecFileSync("telnyx-edge", [...SUBCOMMAND, ns, key, ...(ttl ? ["--ttl", \`\${ttl}\`] : [])]);`,
    ),
    ttl(
      "arguments that are added later",
      `${CHILD}const args = ["storage", "kv", "key", "put", ns, key];\nif (ttl) args.push("--ttl", String(ttl));\nexecFileSync("telnyx-edge", args);`,
    ),
    ttl(
      "arguments from concat",
      `${CHILD}execFileSync("telnyx-edge", ["storage", "kv", "key", "put"].concat([ns, key, "--ttl", "60"]));`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "arguments from a text that is split",
      `${CHILD}execFileSync("telnyx-edge", "storage kv key put ns a 1 --ttl 60".split(" "));`,
    ),
    ttl(
      "through a function of the program's own",
      `${CHILD}const edge = (args) => execFileSync("telnyx-edge", args, { encoding: "utf8" });\nedge(["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "through one with a rest parameter",
      `${CHILD}function edge(...args) { return execFileSync("telnyx-edge", args); }\nedge("storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60");`,
    ),
    ttl(
      "through one that takes the command line",
      `${CHILD}const run = async (command) => exec(command);\nawait run("${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl(
      "CommonJS",
      `const { execSync } = require("child_process"); execSync("${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl(
      "the namespace",
      `import * as cp from "child_process"; cp.execSync("${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl(
      "the default import",
      `import cp from "node:child_process"; cp.spawn("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "promisify",
      `import { promisify } from "node:util"; import { exec } from "node:child_process"; const run = promisify(exec); await run("${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl(
      "promisify, called at once",
      `import { promisify } from "util"; import * as cp from "child_process"; const { stdout } = await promisify(cp.exec)("${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl(
      "an import of TypeScript's own kind",
      `import cp = require("node:child_process"); cp.execSync("${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl(
      "a module that is loaded when it is needed",
      `const { execSync } = await import("node:child_process"); execSync("${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl(
      "a method of a class of the program's own",
      `${CHILD}class Cli { run(args: string[]) { return execFileSync(this.program, args); } private readonly program = "telnyx-edge"; }\nnew Cli().run(["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "a program that a variable may name",
      `${CHILD}const cli = process.env.CLI ?? "telnyx-edge"; execSync(\`\${cli} storage kv key put ns a 1 --ttl 60\`);`,
      " --ttl 60",
    ),
    ttl(
      "through cmd.exe",
      `${CHILD}spawn("cmd.exe", ["/c", "telnyx-edge", "storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "util.promisify",
      `const util = require("util"); const run = util.promisify(require("child_process").execFile); run("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "execa",
      `import { execa } from "execa"; await execa("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "execaSync",
      `import { execaSync } from "execa"; execaSync("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl=60"]);`,
      `, "--ttl=60"`,
    ),
    ttl(
      "an older execa",
      `const execa = require("execa"); execa.sync("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl=60"]);`,
      `, "--ttl=60"`,
    ),
    ttl(
      "execaCommand",
      `import { execaCommand } from "execa"; await execaCommand("${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl("execa's $", `import { $ } from "execa"; await $\`${PUT} ns a 1 --ttl 60\`;`, " --ttl 60"),
    ttl(
      "execa's $ with options",
      `import { $ } from "execa"; await $({ stdio: "inherit" })\`${PUT} ns a 1 --ttl 60\`;`,
      " --ttl 60",
    ),
    ttl(
      "execa as a tag",
      `import { execa } from "execa"; await execa\`${PUT} ns a 1 --ttl 60\`;`,
      " --ttl 60",
    ),
    ttl("zx", `import { $ } from "zx"; await $\`${PUT} \${ns} \${key} \${value} --ttl 60\`;`, " --ttl 60"),
    ttl(
      "zx with a list of flags",
      `import { $ } from "zx"; const flags = ["--ttl", String(ttl)]; await $\`${PUT} \${ns} a 1 \${flags}\`;`,
    ),
    ttl("zx's globals", `import "zx/globals"; await $\`${PUT} ns a 1 --ttl 60\`;`, " --ttl 60"),
    ttl("a script that zx runs", `#!/usr/bin/env zx\nawait $\`${PUT} ns a 1 --ttl 60\`;`, " --ttl 60"),
    ttl("Bun's $", `import { $ } from "bun"; await $\`${PUT} ns a 1 --ttl 60\`.quiet();`, " --ttl 60"),
    ttl("Bun's global", `await Bun.$\`${PUT} ns a 1 --ttl 60\`;`, " --ttl 60"),
    ttl(
      "Bun.spawn",
      `Bun.spawn(["telnyx-edge", "storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "Bun.spawnSync with options",
      `Bun.spawnSync({ cmd: ["telnyx-edge", "storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"] });`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "Deno.Command",
      `new Deno.Command("telnyx-edge", { args: ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"] });`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "cross-spawn",
      `import spawn from "cross-spawn"; spawn.sync("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      `, "--ttl", "60"`,
    ),
    ttl(
      "@actions/exec with a command line",
      `import * as exec from "@actions/exec"; await exec.exec("${PUT} ns a 1 --ttl 60");`,
      " --ttl 60",
    ),
    ttl(
      "TypeScript, and an optional call",
      `import type { X } from "./x.js"; import * as cp from "node:child_process"; (cp as typeof cp).execSync?.(("${PUT} ns a 1 --ttl 60" as string)!);`,
      " --ttl 60",
    ),
    ttl(
      "one report for a flag that two calls lead to",
      `${CHILD}const command = "${PUT} ns a 1 --ttl 60"; execSync(command); exec(command);`,
    ),
    {
      name: "all three flags, each on its own",
      code: ALL_FLAGS,
      errors: [
        flagged(ALL_FLAGS, "--ttl", " --ttl 60"),
        flagged(ALL_FLAGS, "--expiration", " --expiration 1704067200"),
        flagged(ALL_FLAGS, "--metadata", ` --metadata '{\\"a\\":1}'`),
      ],
    },
    bare(
      "a ttl without a unit in a command line",
      `${CHILD}execSync("${PUT} ns a 1 --ttl 3600");`,
      "3600",
      `${CHILD}execSync("${PUT} ns a 1 --ttl 3600s");`,
    ),
    bare(
      "the same behind an equals sign",
      `${CHILD}execSync("${PUT} ns a 1 --ttl=1.5");`,
      "1.5",
      `${CHILD}execSync("${PUT} ns a 1 --ttl=1.5s");`,
    ),
    bare(
      "the same among arguments",
      `${CHILD}execFileSync("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60"]);`,
      "60",
      `${CHILD}execFileSync("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", "60s"]);`,
    ),
    bare(
      "one out of a constant, which others may share",
      `${CHILD}const TTL = "60";\nexecFileSync("telnyx-edge", ["storage", "kv", "key", "put", "ns", "a", "1", "--ttl", TTL]);`,
      "60",
      undefined,
    ),
    {
      name: "of two flags only the one that no setting allows",
      settings: { "kv-envelope": { serverTtl: ["cli", "binding"] } },
      code: TTL_AND_METADATA,
      errors: [flagged(TTL_AND_METADATA, "--metadata", `, "--metadata", "{}"`)],
    },
    {
      name: "an option of the rule wins over the setting",
      settings: { "kv-envelope": { serverTtl: ["cli"] } },
      options: [{ serverTtl: ["binding"] }],
      code: TTL_AND_METADATA,
      errors: [
        flagged(TTL_AND_METADATA, "--ttl", `, "--ttl", "60s"`),
        flagged(TTL_AND_METADATA, "--metadata", `, "--metadata", "{}"`),
      ],
    },
  ],
});

const RULE = "kv-envelope/no-cli-expiry-flags";

/** The flags that are reported, as the source spells them, and the text that each suggestion leaves. */
function reportsIn(
  text: string,
  filename: string,
  config: Linter.Config,
): { readonly marked: string; readonly output: string | undefined }[] {
  const lines = text.split("\n");
  return new Linter()
    .verify(
      text,
      [
        {
          files: ["**/*.json"],
          plugins: { json, "kv-envelope": plugin },
          rules: { [RULE]: "error" },
          ...config,
        },
      ],
      filename,
    )
    .map(({ ruleId, message, line, column, endColumn = column, suggestions = [] }) => {
      expect(ruleId, message).toBe(RULE);
      const [fix] = suggestions.map((suggestion) => suggestion.fix);
      return {
        marked: (lines[line - 1] ?? "").slice(column - 1, endColumn - 1),
        output:
          fix === undefined ? undefined : text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]),
      };
    });
}

describe.each<[string, Linter.Config]>([
  ["@eslint/json", { language: "json/json" }],
  ["@eslint/json, as JSON with comments", { language: "json/jsonc" }],
  ["jsonc-eslint-parser", { languageOptions: { parser: jsoncParser } }],
])("the scripts of package.json through %s", (_, config) => {
  const manifest = (script: string, field = "scripts"): string =>
    JSON.stringify({ name: "app", [field]: { build: "tsc", seed: script } }, null, 2);

  it("are looked at", () => {
    expect(reportsIn(manifest(`tsc && ${PUT} ns a "1" --ttl 60`), "package.json", config)).toEqual([
      { marked: "--ttl", output: manifest(`tsc && ${PUT} ns a "1"`) },
    ]);
  });

  it("in the package of a workspace, and through its own runners", () => {
    const script = `cross-env A=1 npx telnyx-edge storage kv key put --metadata='{"a":1}' ns a 1`;
    expect(reportsIn(manifest(script), "packages/app/package.json", config)).toEqual([
      { marked: "--metadata", output: manifest(script.replace(` --metadata='{"a":1}'`, "")) },
    ]);
  });

  it("within a quoted command line", () => {
    const script = `concurrently "vite" "${PUT} ns a 1 --expiration 1704067200"`;
    expect(reportsIn(manifest(script), "package.json", config)).toEqual([
      { marked: "--expiration", output: manifest(script.replace(" --expiration 1704067200", "")) },
    ]);
  });

  it.each([
    ["without such a flag", `${PUT} ns a 1`],
    ["that only mention it", `echo "${PUT} ns a 1 --ttl 60"`],
    ["of another vendor", `wrangler kv key put a 1 --ttl 60 && echo telnyx-edge`],
  ])("are left alone %s", (_what, script) => {
    expect(reportsIn(manifest(script), "package.json", config)).toEqual([]);
  });

  it("are none in another field or file", () => {
    expect(reportsIn(manifest(`${PUT} ns a 1 --ttl 60`, "config"), "package.json", config)).toEqual([]);
    expect(reportsIn(manifest(`${PUT} ns a 1 --ttl 60`), "composer.json", config)).toEqual([]);
    expect(reportsIn(`["telnyx-edge"]`, "package.json", config)).toEqual([]);
  });

  it("may use --ttl where a setting allows it", () => {
    expect(
      reportsIn(manifest(`${PUT} ns a 1 --ttl 60s`), "package.json", {
        ...config,
        settings: { "kv-envelope": { serverTtl: ["cli"] } },
      }),
    ).toEqual([]);
  });
});

describe("wrong options", () => {
  it.each([
    [
      "a service ttl that is none",
      { serverTtl: ["rest"] },
      'Value "rest" should be equal to one of the allowed values',
    ],
    ["no list", { serverTtl: "cli" }, 'Value "cli" should be array'],
    ["a setting that has nothing to do with it", { writers: ["put"] }, 'Unexpected property "writers"'],
    ["a text", "cli", 'Value "cli" should be object'],
  ])("%s", (_, options, fault) => {
    const lint = (): unknown =>
      new Linter().verify(
        "",
        [{ plugins: { "kv-envelope": plugin }, rules: { [RULE]: ["error", options] } }],
        "a.js",
      );
    expect(lint).toThrow(fault);
    expect(lint).toThrow(RULE);
  });
});
