// The pages for people who work on the repository lead nowhere wrong, and speak of what is there.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import rootPackage from "../../package.json" with { type: "json" };
import { deadLinks } from "../coverage/links.js";
import { root } from "../coverage/root.js";

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));

const DECISIONS = "docs/decisions";
const records = readdirSync(join(root, DECISIONS)).filter((name) => name !== "README.md");
/** All pages for people; what lies in a `test` folder is input of tests, and docs/coverage.md has a test of its own. */
const pages = ["docs", "packages", "examples", "bench", ".changeset"]
  .flatMap(filesIn)
  .concat(readdirSync(root))
  .filter((path) => path.endsWith(".md") && path !== join("docs", "coverage.md"))
  .filter((path) => !/(?:^|[\\/])(?:node_modules|test|dist)[\\/]/.test(path));

describe.each(pages)("%s", (page) => {
  it("has no link that leads nowhere", () => {
    expect(deadLinks(page, read(page))).toEqual([]);
  });
});

describe("a page with a command that a registry would have to answer", () => {
  const installing = pages.filter((page) => /^(?:npm install .*|npx )@kv-envelope\//m.test(read(page)));

  it("is one of several", () => {
    expect(installing).toEqual(expect.arrayContaining(["README.md", join("docs", "migrating.md")]));
  });

  it.each(installing)("%s says that the packages are in no registry yet, and what to do instead", (page) => {
    expect(read(page)).toMatch(/\bin\s+no\s+registry\s+yet\b/);
    expect(read(page)).toMatch(/\bnpm run pack\b/);
  });
});

describe("the names of code in the pages", () => {
  const words = new Set(
    [...filesIn("packages"), ...filesIn("test")]
      .filter((path) => /\.[cm]?ts$/.test(path) && !/node_modules|dist|fixtures|programs/.test(path))
      .concat("knip.jsonc")
      .flatMap((path) => read(path).match(/\w+/g) ?? []),
  );
  // `readRawWrite` and `Repair`; what is written in capitals is of the environment.
  const namesIn = (page: string): string[] =>
    [...read(page).matchAll(/`(\w*[a-z]\w*)`/g)]
      .map(([, name = ""]) => name)
      .filter((name) => /[A-Z]/.test(name));

  it.each(["docs/architecture.md", "CONTRIBUTING.md"])("of %s are names of the code", (page) => {
    const names = namesIn(page);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });
});

describe(DECISIONS, () => {
  it("has a line in its table for each record, and no other", () => {
    const listed = [...read(`${DECISIONS}/README.md`).matchAll(/^\| \[\d+\]\((.+)\)/gm)].map(
      ([, name]) => name,
    );
    expect(listed).toEqual(records.sort());
  });

  it.each(records)("%s says what, why and what follows", (name) => {
    const text = read(`${DECISIONS}/${name}`);
    expect(text).toMatch(new RegExp(`^# ${name.slice(0, 4)}: `));
    expect(text.match(/^## .+$/gm)).toEqual(["## Context", "## Decision", "## Consequences"]);
  });
});

describe(".github/workflows/test.yml", () => {
  interface Workflow {
    readonly jobs: {
      readonly test: {
        readonly strategy: { readonly matrix: { readonly node: readonly string[] } };
        readonly steps: readonly { readonly run?: string }[];
      };
    };
  }
  const workflow: Workflow = parse(read(".github/workflows/test.yml"));
  const { strategy, steps } = workflow.jobs.test;

  it("begins with the oldest Node that is promised", () => {
    expect(`>=${strategy.matrix.node[0]}`).toBe(rootPackage.engines.node);
  });

  it("runs scripts that there are", () => {
    const scripts = steps.flatMap(({ run }) => run ?? []).map((run) => run.replace(/^npm (?:run )?/, ""));
    expect(scripts).toContain("test");
    expect(scripts.filter((name) => !Object.hasOwn(rootPackage.scripts, name))).toEqual([]);
  });
});
