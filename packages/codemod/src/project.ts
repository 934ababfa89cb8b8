import type * as tsMorph from "ts-morph";
import { requireLazily } from "./require.js";

type TsMorph = typeof tsMorph;

const isTsMorph = (value: unknown): value is TsMorph => typeof value === "object" && value !== null && "Project" in value && "ts" in value;

/** ts-morph, for what needs a project. It brings a TypeScript of its own and takes 0.2 s to load: only who asks pays. */
function loadTsMorph(): TsMorph {
  const loaded = requireLazily("ts-morph");
  if (!isTsMorph(loaded)) throw new Error("ts-morph is not the version that this package needs");
  return loaded;
}

/** Whether the TypeScript project around a directory resolves relative imports only with their extensions. */
export function needsExtensions(directory: string): boolean {
  const { Project, ts } = loadTsMorph();
  const tsConfigFilePath = ts.findConfigFile(directory, (path) => ts.sys.fileExists(path));
  if (tsConfigFilePath === undefined) return false;
  // Only the options matter: the project's files are not added.
  const { moduleResolution, module } = optionsOf(() => new Project({ tsConfigFilePath, skipAddingFilesFromTsConfig: true }).getCompilerOptions());
  if (moduleResolution !== undefined) {
    return moduleResolution === ts.ModuleResolutionKind.Node16 || moduleResolution === ts.ModuleResolutionKind.NodeNext;
  }
  return module !== undefined && module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;
}

function optionsOf(read: () => tsMorph.CompilerOptions): tsMorph.CompilerOptions {
  try {
    return read();
  } catch {
    // A tsconfig that does not parse says nothing about extensions.
    return {};
  }
}

/** TypeScript turned into JavaScript, types stripped and nothing else changed. */
export function toJavaScript(text: string, moduleKind: "esm" | "commonjs"): string {
  const { ts } = loadTsMorph();
  const module = moduleKind === "esm" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  return ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022, module, removeComments: false } }).outputText;
}
