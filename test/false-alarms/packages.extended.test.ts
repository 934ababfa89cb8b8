import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { lintWithAllRules, ruleNames } from "./lint-all-rules.js";
import packageJson from "./package.json" with { type: "json" };

/** What makes a file one in which a false alarm is conceivable. The others would cost minutes of parsing. */
const LOOKS_ALIKE = /ttl|Ttl|expiration|metadata|FormData|\bkvs?\b/;

/** The bundles, of up to 15 MB, take longer than all the rest: they are linted on request, by `LARGE=1`. */
const MAX_BYTES = process.env["LARGE"] === undefined ? 180_000 : Infinity;

/** How many files of each package look alike: a new version of one that is laid out differently must not pass unseen. */
const AT_LEAST: Readonly<Record<string, number>> = {
  "@upstash/redis": 1,
  cloudflare: 100,
  hono: 15,
  miniflare: 15,
  stripe: 30,
  telnyx: 50,
  unstorage: 10,
  wrangler: 1,
};

/** The files that look alike, one of those that are the same in two module formats. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => {
    if (
      !/\.(?:[cm]?js|[cm]?ts|tsx)$/.test(file) ||
      /\.d\.[cm]?ts$/.test(file) ||
      file.includes("node_modules")
    )
      return false;
    const isTwin = /\.c?js$/.test(file) && existsSync(path.join(folder, file.replace(/\.c?js$/, ".mjs")));
    return (
      !isTwin &&
      statSync(path.join(folder, file)).size <= MAX_BYTES &&
      LOOKS_ALIKE.test(readFileSync(path.join(folder, file), "utf8"))
    );
  });
}

describe("public packages full of look-alikes, with all rules", () => {
  it.each(Object.keys(packageJson.devDependencies))(
    "%s: no report, and each file is really looked into",
    (name) => {
      // By its real path: below `node_modules` as seen from elsewhere ESLint would ignore it.
      const folder = realpathSync(fileURLToPath(new URL(`./node_modules/${name}`, import.meta.url)));
      const files = filesOf(folder);
      const lookedInto = new Set<string>();
      const reports: string[] = [];
      let ms = 0;
      for (const file of files) {
        const result = lintWithAllRules(
          path.join(folder, file),
          readFileSync(path.join(folder, file), "utf8"),
          folder,
        );
        if (result.lookedBy.includes("no-verbatim-fields")) lookedInto.add(file);
        reports.push(...result.messages.map((message) => `${file}:${message}`));
        ms += result.ms;
      }
      console.info(`${name}: ${files.length} files, ${ms.toFixed(0)} ms in ${ruleNames.length} rule(s)`);
      expect(reports).toEqual([]);
      expect([...lookedInto]).toEqual(files);
      expect(files.length).toBeGreaterThanOrEqual(AT_LEAST[name] ?? Infinity);
    },
  );
});
