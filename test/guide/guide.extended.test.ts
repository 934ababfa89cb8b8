// Does what docs/migrating.md says, command by command, in the repository of a small program, and holds each section to
// what it promises. The program runs against the loopback KV server before, between and after.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startKvServer, type KvServer } from "../kv-server/index.js";
import { runSteps, type Step } from "../support/index.js";
import { guideSections, guideText } from "./guide-steps.js";
import { Repository } from "./repository.js";

const CODES = "9b1d6f0e-2c55-4f9a-8a3e-7d1c0b6a5e42";
const SESSIONS = "3f0e7c52-8a41-4c0e-9d57-2b9f0f6a1c11";
const OLD_SESSION = '{"value":{"name":"Ada"},"expiration_ttl":3600}';
const MONTH_MS = 30 * 24 * 3_600_000;
const MISTAKE =
  'import { putEntry } from "./kv.js";\n\nexport const saveFlag = (flag) => putEntry("flag", JSON.stringify({ value: flag, expiration_ttl: 60 }));\n';

const repository = new Repository();
let server: KvServer;

beforeAll(async () => {
  server = await startKvServer({ namespaceIds: [SESSIONS, CODES] });
});
afterAll(async () => {
  repository.remove();
  await server.close();
});

/** Deploys the program as it is now, and plays the steps. */
const play = (...steps: readonly Step[]): Promise<unknown[]> =>
  runSteps(
    {
      dir: repository.root,
      entry: "src/main.js",
      server,
      env: { KV_NAMESPACE_ID: SESSIONS, KV_CODES_ID: CODES },
    },
    steps,
  );

const stored = (key: string): string | undefined => server.entries(SESSIONS).get(key)?.toString();
const saveSession = (id: string): Step => ({ call: "saveSession", args: [id, { name: "Ada" }] });
const loadSession = (id: string): Step => ({ call: "loadSession", args: [id] });

/** The findings of a `--check`: each line's file, and whether it can be rewritten. */
const findingsIn = (stdout: string): string[] =>
  [...stdout.matchAll(/^(\S+):\d+:\d+ .*? (to rewrite|left)\b/gm)].map(
    ([, file, status]) => `${file} ${status}`,
  );
const isClean = (): boolean => repository.shell("git status --porcelain") === "";
const lastCommit = (): string => repository.shell("git log --max-count 1 --format=%s").trim();

/** What the reader does besides the commands of a section, before them, and what is true after them. */
interface Expectation {
  readonly before?: () => void;
  readonly after: (printed: (command: string) => string) => void | Promise<void>;
}

const expectations: Readonly<Record<string, Expectation>> = {
  "1. Find": {
    after: (printed) => {
      const lint = printed("npx eslint .");
      expect(lint).toMatch(/src\/codes\.js\n[^]*src\/rates\.js\n/);
      expect(lint).not.toContain("sessions.js");
      expect(findingsIn(printed("npx @kv-envelope/codemod --check"))).toEqual([
        "src/codes.js left",
        "src/rates.js to rewrite",
        "src/sessions.js to rewrite",
      ]);
      expect(isClean()).toBe(true);
    },
  },
  "2. Read the dry run": {
    after: (printed) => {
      const dryRun = printed("npx @kv-envelope/codemod");
      expect(dryRun).toContain(
        "+  await putEntry(`session/${id}`, encodeEnvelope(user, { ttlSeconds: 3600 }));",
      );
      for (const part of [
        "Left, to be done by hand\n  src/codes.js",
        "\nNext\n",
        "npm install @kv-envelope/runtime",
      ])
        expect(dryRun).toContain(part);
      expect(printed("npx @kv-envelope/codemod --helpers file=src/kv-envelope.js")).toContain(
        "src/kv-envelope.js to be written",
      );
      expect(repository.has("src/kv-envelope.js")).toBe(false);
      expect(isClean()).toBe(true);
    },
  },
  "3. Do by hand what is left": {
    before: () => {
      repository.write(
        "src/codes.js",
        repository.read("src/codes.js").replace("?expiration_ttl=300", "?ttl_secs=300"),
      );
    },
    after: (printed) => {
      expect(findingsIn(printed("npx @kv-envelope/codemod --check"))).toEqual([
        "src/rates.js to rewrite",
        "src/sessions.js to rewrite",
      ]);
      expect(isClean()).toBe(true);
    },
  },
  "4. Make the reads tolerant, and deploy": {
    after: async (printed) => {
      expect(printed("npx @kv-envelope/codemod undo")).toMatch(
        /restored {2}src\/kv\.js\n.*restored {2}src\/rates\.js/,
      );
      expect(repository.shell("git diff --name-only HEAD~1")).toBe("src/kv.js\nsrc/rates.js\n");
      expect(repository.shell("git diff HEAD~1").match(/^-.*(?:PUT|putEntry).*$/gm)).toBeNull();
      // Old entries and envelopes are read, the ended ones not; what is written is still the old text.
      server.seed(
        "session/next",
        JSON.stringify({ value: { name: "Bo" }, expires_at: Date.now() + 1_000_000 }),
        SESSIONS,
      );
      server.seed("session/ended", JSON.stringify({ value: { name: "Cy" }, expires_at: 1 }), SESSIONS);
      expect(
        await play(
          saveSession("new"),
          loadSession("old"),
          loadSession("new"),
          loadSession("next"),
          loadSession("ended"),
        ),
      ).toEqual([undefined, { name: "Ada" }, { name: "Ada" }, { name: "Bo" }, null]);
      expect(stored("session/new")).toBe(OLD_SESSION);
    },
  },
  "5. Write envelopes, and deploy": {
    after: async (printed) => {
      expect(findingsIn(printed("npx @kv-envelope/codemod --check"))).toEqual([]);
      expect(isClean()).toBe(true);
      await expectExpiry();
    },
  },
  "6. Guard the main branch": {
    after: (printed) => {
      expect(JSON.parse(repository.read("kv-envelope.settings.json"))).toMatchObject({
        writers: expect.arrayContaining([{ name: "putEntry", from: ["src/kv"] }]),
      });
      expect(lastCommit()).toBe("Guard the main branch");
      expect(printed("npx @kv-envelope/codemod --check --since origin/main")).toContain(
        "kv-envelope: nothing to do",
      );

      repository.write("src/flags.js", MISTAKE);
      repository.shell("git add --all");
      const commit = repository.run("git commit --message 'Add flags'");
      expect(commit.exitCode).toBe(1);
      expect(findingsIn(commit.stdout + commit.stderr)).toEqual(["src/flags.js to rewrite"]);
      expect(lastCommit()).toBe("Guard the main branch");

      repository.shell("git commit --no-verify --message 'Add flags'");
      const lint = repository.run("npx eslint . --max-warnings 0");
      const check = repository.run("npx @kv-envelope/codemod --check --since origin/main");
      expect([lint.exitCode, check.exitCode]).toEqual([1, 1]);
      expect(lint.stdout).toContain("src/flags.js");
      expect(findingsIn(check.stdout)).toEqual(["src/flags.js to rewrite"]);
      repository.shell("git reset --quiet --hard HEAD~1");
    },
  },
  Undo: {
    after: async (printed) => {
      expect(findingsIn(printed("npx @kv-envelope/codemod --check"))).toEqual([
        "src/rates.js to rewrite",
        "src/sessions.js to rewrite",
      ]);
      expect(isClean()).toBe(true);
      await expectExpiry();
    },
  },
};

/** What the program writes ends when it says, and what it wrote before the migration is read for good. */
async function expectExpiry(): Promise<void> {
  const values = await play(
    saveSession("new"),
    { call: "saveRates", args: [{ eur: 1.1 }] },
    { call: "saveCode", args: ["4930", "1234"] },
    ...[loadSession("new"), { call: "loadRates" }, { call: "loadCode", args: ["4930"] }],
    { advanceMs: 3_601_000 },
    ...[loadSession("new"), { call: "loadRates" }, { call: "loadCode", args: ["4930"] }],
    { advanceMs: MONTH_MS },
    loadSession("old"),
  );
  expect(values.slice(3)).toEqual([
    { name: "Ada" },
    { eur: 1.1 },
    "1234",
    null,
    undefined,
    null,
    { name: "Ada" },
  ]);
  expect(stored("session/new")).toMatch(/^\{"value":\{"name":"Ada"\},"expires_at":\d{13}\}$/);
}

describe("docs/migrating.md", () => {
  it("has a program to mend: nothing that it writes ends", async () => {
    const values = await play(
      saveSession("old"),
      { call: "saveCode", args: ["4930", "1234"] },
      { advanceMs: MONTH_MS },
      loadSession("old"),
      { call: "loadCode", args: ["4930"] },
    );
    expect(values.slice(2)).toEqual([{ name: "Ada" }, "1234"]);
    expect(stored("session/old")).toBe(OLD_SESSION);
  });

  it("holds its commands in blocks that are run here, and nowhere else", () => {
    expect(guideSections.map(({ heading }) => heading)).toEqual(Object.keys(expectations));
    expect(guideText.replaceAll(/^```\w+\n[^]*?^```$/gm, "").match(/`(?:npx|npm|git) [^`]*`/g)).toEqual([
      // In a checkout of this repository: test/first-steps runs it.
      "`npm run pack`",
    ]);
  });

  it.each(guideSections)("$heading", async ({ heading, steps }) => {
    const expectation = expectations[heading];
    if (expectation === undefined) throw new Error(`no expectation of the section "${heading}"`);
    expectation.before?.();
    const printed = new Map<string, string>();
    for (const step of steps) {
      if (step.kind === "file") {
        repository.write(step.file, step.text);
        continue;
      }
      if (step.kind === "example")
        throw new Error(`the guide does not say which file this block is:\n${step.text}`);
      const { exitCode, stdout, stderr } = repository.run(step.command);
      expect(exitCode, `${step.command}\n${stdout}${stderr}`).toBe(step.exitCode);
      // The first time: a section may look again at its end.
      if (!printed.has(step.command)) printed.set(step.command, stdout);
    }
    await expectation.after((command) => {
      const text = printed.get(command);
      if (text === undefined) throw new Error(`the section "${heading}" does not say: ${command}`);
      return text;
    });
  });
});
