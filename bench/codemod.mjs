// A whole codemod run over 2,000 generated files, 1 % of them with findings, beside a process that
// does nothing but `ts.createSourceFile` of all of them.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median, row } from "./figures.mjs";

const FILES = 2000;
const RUNS = 5;

const ordinary = (number) => `import { log } from "./log.js";

export interface Order${number} { id: string; total: number; metadata?: Record<string, string> }

export class Orders${number} {
  private readonly orders = new Map<string, Order${number}>();
  add(order: Order${number}): void {
    log(\`order \${order.id}\`);
    this.orders.set(order.id, order);
  }
${Array.from(
  { length: 12 },
  (_, index) => `  total${index}(ids: readonly string[]): number {
    return ids.reduce((sum, id) => sum + (this.orders.get(id)?.total ?? 0) * ${index + 1}, 0);
  }
`,
).join("")}}
`;

const withFinding = (
  number,
) => `const url = (key: string): string => \`https://api.telnyx.com/v2/storage/kvs/\${process.env["KV_ID"] ?? ""}/keys/\${key}\`;

export async function save${number}(key: string, value: string, ttl: number): Promise<void> {
  await fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) });
}

export async function load${number}(key: string): Promise<string | null> {
  const response = await fetch(url(key));
  if (response.status === 404) return null;
  return ((await response.json()) as { value: string }).value;
}
`;

const PARSE_ALL = `
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
const ts = createRequire(process.argv[1] ?? "")(process.argv[2]);
for (const name of readdirSync(".")) ts.createSourceFile(name, readFileSync(name, "utf8"), ts.ScriptTarget.Latest, true);
`;

function time(directory, args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  // 1: something remains to be done, as in any dry run with findings.
  if (status !== 0 && status !== 1)
    throw new Error(`bench: ${args.join(" ")} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

export async function benchCodemod() {
  const root = mkdtempSync(join(tmpdir(), "kv-envelope-bench-"));
  try {
    const files = join(root, "files");
    mkdirSync(files);
    for (let number = 0; number < FILES; number += 1) {
      writeFileSync(
        join(files, `file${number}.ts`),
        number % 100 === 0 ? withFinding(number) : ordinary(number),
      );
    }
    const parser = join(root, "parse-all.mjs");
    writeFileSync(parser, PARSE_ALL);
    const cli = fileURLToPath(new URL("../packages/codemod/dist/cli.js", import.meta.url));
    const typescript = fileURLToPath(
      new URL("../node_modules/typescript/lib/typescript.js", import.meta.url),
    );
    const ours = [];
    const peer = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const one = time(files, [cli, "--check"]);
      const other = time(files, [parser, typescript]);
      if (run > 0) {
        ours.push(one);
        peer.push(other);
      }
    }
    return [
      row(
        `codemod, ${FILES} files (1 % with findings), beside parsing them all`,
        median(ours),
        median(peer),
        "< 0.20",
      ),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
