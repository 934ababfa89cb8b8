// From a spec to the files of its program.
import { addEntry, ENTRY } from "./entry.js";
import type { Migrated } from "./fields.js";
import { Linker } from "./linker.js";
import { addLookAlike } from "./look-alikes.js";
import { addRawStore, type Context } from "./raw-store.js";
import { isCommonJs, isTypeScript, type Spec } from "./spec.js";
import { addWrapper, MAX_DEPTH } from "./wrappers.js";

export interface Program {
  /** Text by path, all of them. */
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  /** The files that have nothing to do with the store. */
  readonly bystanders: readonly string[];
}

/** How a person would migrate the program by hand: at the two places where it touches the raw store. */
function byHand(spec: Spec, linker: Linker): Migrated {
  const helper: Migrated["helper"] = (draft, name) => {
    linker.importRuntime(draft, name);
    return name;
  };
  const as = spec.unpack === "text" || spec.unpack === "parse" ? "value" : "payload";
  return {
    helper,
    tolerant: (draft, expression) => {
      const options = `as: "${as}", legacy: true${spec.parsed && spec.missing === "undefined" ? ", missing: undefined" : ""}`;
      const adapter = spec.parsed
        ? spec.missing === "throw"
          ? "unwrapOrThrow"
          : "unwrapJson"
        : "unwrapResponse";
      return `${expression}.then((found) => ${helper(draft, adapter)}(found, { ${options} }))`;
    },
  };
}

function manifests(spec: Spec): Record<string, string> {
  const type = isCommonJs(spec) ? "commonjs" : "module";
  const files = {
    "package.json": `${JSON.stringify({ name: "program", private: true, type }, undefined, 2)}\n`,
  };
  if (!isTypeScript(spec)) return files;
  const resolution =
    spec.modules === "ts-esm"
      ? { module: "NodeNext", moduleResolution: "NodeNext" }
      : { module: "ESNext", moduleResolution: "Bundler" };
  const compilerOptions = { target: "ES2022", ...resolution, strict: true, noEmit: true, skipLibCheck: true };
  return {
    ...files,
    "tsconfig.json": `${JSON.stringify({ compilerOptions, include: ["src"] }, undefined, 2)}\n`,
  };
}

/** @param form `migrated` gives the reference: the program as a person would have migrated it. */
export function renderProgram(spec: Spec, form: "unmigrated" | "migrated"): Program {
  const linker = new Linker(spec);
  const context: Context = { spec, linker, migrated: form === "migrated" ? byHand(spec, linker) : undefined };
  const lookAlikes = spec.lookAlikes.map((kind) => linker.pathOf(addLookAlike(kind, linker)));
  const raw = addRawStore(context);
  let top = raw;
  for (let height = 1; height <= MAX_DEPTH; height++) top = addWrapper(context, height, top);
  addEntry(context, top, raw);
  const others = manifests(spec);
  return {
    files: { ...others, ...linker.files() },
    entry: linker.pathOf(ENTRY),
    bystanders: [...lookAlikes, ...Object.keys(others)],
  };
}
