// The manifest and workflow for codemod.com's registry in its real runner: valid, and run offline over a small program.
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const runner = path.join(
  path.dirname(createRequire(import.meta.url).resolve("codemod/package.json")),
  "codemod",
);
const codemodPackage = fileURLToPath(new URL("../../packages/codemod", import.meta.url));
const registry = path.join(codemodPackage, "registry");
const text = (file: string): string => readFileSync(file, "utf8");

const KEY = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/${key}`";
const before = `export const save = (key, token) => fetch(${KEY}, { method: "PUT", body: JSON.stringify({ value: token, expiration_ttl: 60 }) });\n`;
const LEFT = `export const other = (key, token) => fetch(\`${KEY.slice(1, -1)}?expiration_ttl=60\`, { method: "PUT", body: token });\n`;

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "kv-envelope-registry-")));
  const bin = path.join(root, "node_modules", ".bin");
  mkdirSync(path.join(root, "node_modules", "@kv-envelope"), { recursive: true });
  mkdirSync(bin);
  // As an install leaves it, so that npx asks no registry.
  symlinkSync(codemodPackage, path.join(root, "node_modules", "@kv-envelope", "codemod"));
  writeFileSync(
    path.join(bin, "kv-envelope"),
    `#!/bin/sh\nexec node "${path.join(codemodPackage, "dist", "cli.js")}" "$@"\n`,
    { mode: 0o755 },
  );
  writeFileSync(
    path.join(root, "package.json"),
    '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }',
  );
  writeFileSync(path.join(root, ".gitignore"), "node_modules\n");
  writeFileSync(path.join(root, "a.js"), before);
  writeFileSync(path.join(root, "left.js"), LEFT);
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
    ["-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "start"],
  ]) {
    expect(spawnSync("git", args, { cwd: root }).status).toBe(0);
  }
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const run = (...args: readonly string[]) => {
  // Its home is the folder's own: it keeps its state there. No telemetry, no registry.
  const env = {
    ...process.env,
    HOME: path.join(root, "node_modules", "home"),
    DISABLE_ANALYTICS: "true",
    DO_NOT_TRACK: "1",
    npm_config_offline: "true",
    NO_COLOR: "1",
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner, ...args], {
    cwd: root,
    encoding: "utf8",
    env,
  });
  return { code: status, output: stdout + stderr };
};

it("is a valid package of the version that it runs", () => {
  const { code, output } = run("workflow", "validate", "-w", registry, "--disable-analytics");
  expect(output).toContain("Package validation successful");
  expect(code).toBe(0);
  const manifest: { version: string } = JSON.parse(text(path.join(codemodPackage, "package.json")));
  expect(text(path.join(registry, "codemod.yaml"))).toContain(`\nversion: "${manifest.version}"\n`);
  expect(text(path.join(registry, "workflow.yaml"))).toContain(`@kv-envelope/codemod@${manifest.version} `);
});

it("does a phase at a time, and does not fail over what is left", () => {
  const reads = run(
    "workflow",
    "run",
    "-w",
    registry,
    "--no-interactive",
    "--disable-analytics",
    "--param",
    "phase=reads",
  );
  expect(reads.output).toContain("waiting for the other phase");
  expect(text(path.join(root, "a.js"))).toBe(before);
  const { code, output } = run("workflow", "run", "-w", registry, "--no-interactive", "--disable-analytics");
  expect(output).toContain("1 rewritten");
  expect(output).toContain("Workflow completed");
  expect(code).toBe(0);
  expect(text(path.join(root, "a.js"))).toContain("encodeEnvelope(token, { ttlSeconds: 60 })");
  expect(text(path.join(root, "left.js"))).toBe(LEFT);
});

it("fails where the command line is refused", () => {
  const { code, output } = run(
    "workflow",
    "run",
    "-w",
    registry,
    "--no-interactive",
    "--disable-analytics",
    "--allow-dirty",
    "--param",
    "phase=read",
  );
  expect(output).toContain('--phase: "read" given; allowed: reads, writes or all');
  expect(code).not.toBe(0);
});
