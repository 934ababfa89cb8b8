// A namespace as the mistaken programs left it, and the command line to look at it.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { runData as data } from "../../packages/codemod/src/data/command.js";
import { messageOf, UsageError } from "../../packages/codemod/src/shared/errors.js";
import type { KvServer } from "../kv-server/index.js";

const cli = fileURLToPath(new URL("../../packages/codemod/dist/cli.js", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory of its own, in which backups come to lie. */
export const makeDirectory = (): string => realpathSync(mkdtempSync(join(tmpdir(), "kv-envelope-data-")));
export const removeDirectory = (directory: string): void =>
  rmSync(directory, { recursive: true, force: true });

const argsFor = (server: KvServer, [command = "", ...rest]: readonly string[]): string[] => [
  command,
  "--namespace",
  server.namespaceId,
  "--base-url",
  server.url,
  ...rest,
];

/** Runs `kv-envelope data` in this process. */
export async function runData(server: KvServer, cwd: string, args: readonly string[]): Promise<Ran> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const run = async (): Promise<number> => {
    try {
      return await data(argsFor(server, args), {
        cwd: () => cwd,
        env: { TELNYX_API_KEY: server.apiKey },
        stdin,
        stdout,
        stderr,
      });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      stderr.write(`kv-envelope: ${messageOf(error)}\n`);
      return 2;
    } finally {
      stdout.end();
      stderr.end();
    }
  };
  const [code, out, err] = await Promise.all([run(), text(stdout), text(stderr)]);
  return { code, stdout: out, stderr: err };
}

/** Runs the built command line; `onStart` gets the process. */
export async function runBuilt(
  server: KvServer,
  cwd: string,
  args: readonly string[],
  onStart: (child: ChildProcess) => void = () => undefined,
): Promise<Ran> {
  const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, TELNYX_API_KEY: server.apiKey };
  const child = spawn(process.execPath, [cli, "data", ...argsFor(server, args)], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onStart(child);
  const ended = once(child, "close");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { code: child.exitCode, stdout, stderr };
}

/** What a namespace holds, as text. */
export const storedIn = (server: KvServer): Record<string, string> =>
  Object.fromEntries([...server.entries()].map(([key, bytes]) => [key, bytes.toString("latin1")]));

/** Seeds `count` legacy payloads among other entries, and gives what is stored then. */
export function seedMixed(server: KvServer, count: number): Record<string, string> {
  for (let index = 0; index < count; index += 1)
    server.seed(`session/${String(index).padStart(4, "0")}`, legacy(index));
  server.seed("doc/plain", "just text");
  server.seed("doc/own", '{"value":1,"ttl":5,"mine":true}');
  server.seed("doc/bytes", new Uint8Array([0xff, 0x00, 0x7b]));
  server.seed("envelope/alive", '{"value":1,"expires_at":99999999999999}');
  server.seed("envelope/expired", '{"value":1,"expires_at":5}');
  return storedIn(server);
}

/** A payload whose value JSON.stringify would spell in another way. */
export const legacy = (index: number): string =>
  `{"value": {"id":${index}.0, "name":"\\u00e9"},"expiration_ttl":3600}`;

/** The envelopes that a repair of {@link legacy} may leave. */
export const repaired = (index: number): RegExp =>
  new RegExp(`^\\{"value":\\{"id":${index}\\.0, "name":"\\\\u00e9"\\},"expires_at":\\d{13}\\}$`);
