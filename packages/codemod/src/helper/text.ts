import { readdirSync, readFileSync } from "node:fs";
import { loadTypeScript } from "../source/typescript.js";
import { assembleModule } from "./assemble.js";

/**
 * The helper module in TypeScript, made of the runtime's own sources. The build replaces this whole
 * file by that text (tsup.config.ts), so that the published package needs no sources beside it.
 */
export function helperText(): string {
  const directory = new URL("../../../runtime/src/", import.meta.url);
  const sources = new Map(
    readdirSync(directory, { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => [name, readFileSync(new URL(name, directory), "utf8")]),
  );
  return assembleModule(loadTypeScript(), sources, "index.ts");
}
