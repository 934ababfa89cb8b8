import { expect } from "vitest";
import { migrateProgram } from "../../src/migrate.js";

export const ENV = 'import { env } from "@telnyx/edge-runtime";';
export const BRING = 'import { encodeEnvelope } from "@kv-envelope/runtime";';
export const WRITE = 'env.S.put("k", JSON.stringify({ value: "v", expiration_ttl: 60 }))';
export const WRITTEN = 'env.S.put("k", encodeEnvelope("v", { ttlSeconds: 60 }))';
export const READ = 'env.S.get("k")';

export const migrated = (file: string, text: string): string =>
  migrateProgram({ [file]: text }).files[file] ?? "";

/** What becomes of the only write of a program. */
export function outcomeOf(files: Readonly<Record<string, string>>): { status: string; reason: string } {
  const { findings } = migrateProgram(files);
  expect(findings).toHaveLength(1);
  return { status: findings[0]?.status ?? "", reason: findings[0]?.reason ?? "" };
}
