import { existsSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { isRecord, readIfPresent } from "./disk.js";
import { memoize } from "./memo.js";

const MANIFESTS = ["func.toml", "telnyx.toml"] as const;
/** What `telnyx-edge types` writes beside a manifest: `SESSIONS: KvNamespace` for each of its namespaces. */
const GENERATED_TYPES = "telnyx-env.d.ts";
const TYPED_NAMESPACE = /([\w$]+)\??\s*:\s*(?:import\([^)]*\)\.|[\w$]+\.)?KvNamespace\b/g;
const LOOKED_FOR = [...MANIFESTS, GENERATED_TYPES];
/** The other platform on which `env.NAME.put(…)` reads the same. */
const FOREIGN_MANIFESTS = ["wrangler.toml", "wrangler.json", "wrangler.jsonc"] as const;

/**
 * The names under `[storage.kv.*]` of the manifest nearest to a directory, and those of the types made from it. None where the nearest
 * manifest can't be read or parsed, or where the other platform's lies nearer or beside it: it
 * can't be told then whose binding a name is, and in doubt we are silent.
 */
export const manifestBindings = (directory: string): readonly string[] =>
  hasManifestAbove(directory) ? bindingsNear(directory) : [];

/** Most projects have no manifest at all, nor types of one: then nothing else is looked for. */
const hasManifestAbove = memoize((directory): boolean => {
  // Joined by hand: it is done for each folder of a repository, and `path.join` takes as long as the disk does.
  const start = directory.endsWith(path.sep) ? directory : directory + path.sep;
  if (LOOKED_FOR.some((name) => existsSync(start + name))) return true;
  const parent = path.dirname(directory);
  return parent !== directory && hasManifestAbove(parent);
});

const bindingsNear = memoize((directory): readonly string[] => {
  const own = bindingsIn(directory);
  if (own !== undefined) return own;
  const parent = path.dirname(directory);
  return parent === directory ? [] : bindingsNear(parent);
});

function bindingsIn(directory: string): readonly string[] | undefined {
  if (FOREIGN_MANIFESTS.some((name) => readIfPresent(path.join(directory, name)) !== undefined)) return [];
  const texts = MANIFESTS.map((name) => readIfPresent(path.join(directory, name))).filter(
    (text) => text !== undefined,
  );
  const types = readIfPresent(path.join(directory, GENERATED_TYPES));
  if (texts.length === 0 && types === undefined) return undefined;
  return [...new Set([...texts.flatMap(bindingsOf), ...typedIn(types ?? "")])];
}

const typedIn = (declarations: string): string[] =>
  [...declarations.matchAll(TYPED_NAMESPACE)].flatMap(([, name]) => name ?? []);

function bindingsOf(manifest: string | null): string[] {
  const storage = manifest === null ? undefined : tableOf(parseToml(manifest), "storage");
  const namespaces = tableOf(storage, "kv");
  return Object.keys(namespaces ?? {}).filter((name) => tableOf(namespaces, name) !== undefined);
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    // A manifest that does not parse says nothing; its own tool reports it better than we could.
    return undefined;
  }
}

function tableOf(parent: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  const value = isRecord(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isRecord(value) ? value : undefined;
}
