// The picture of the codemod's docs: its HTML report of the example application.
//   node scripts/report-screenshot/main.mjs  writes it (after `npm run build`); needs a Chromium, found by CHROMIUM_PATH
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const at = (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const { chromium } = createRequire(at("packages/codemod/package.json"))("playwright-core");

/** A write that the codemod leaves, so that the picture shows one. */
const LEFT = `export async function remember(key: string, body: Record<string, unknown>): Promise<void> {
  await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${process.env["KV_NAMESPACE_ID"]}/keys/legacy/\${key}\`, {
    method: "PUT",
    headers: { Authorization: \`Bearer \${process.env["TELNYX_API_KEY"]}\` },
    body: JSON.stringify({ ...body, expiration_ttl: 3600 }),
  });
}
`;

const directory = mkdtempSync(path.join(tmpdir(), "kv-envelope-picture-"));
try {
  for (const part of ["src", "types", "func.toml", "tsconfig.json"])
    cpSync(at(`examples/session-service/${part}`), path.join(directory, part), { recursive: true });
  writeFileSync(path.join(directory, "src/legacy.ts"), LEFT);
  const { status, stderr } = spawnSync(
    process.execPath,
    [at("packages/codemod/dist/cli.js"), "--report", "report.html"],
    { cwd: directory, encoding: "utf8" },
  );
  if (status !== 1) throw new Error(`the codemod was to find something: exit ${status}\n${stderr}`);

  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 1080 }, colorScheme: "light" });
  await page.goto(pathToFileURL(path.join(directory, "report.html")).href);
  await page.screenshot({ path: at("packages/codemod/docs/images/report.png") });
  await browser.close();
} finally {
  rmSync(directory, { recursive: true, force: true });
}
