import type * as tsMorph from "ts-morph";
import { loadTsMorph } from "./ts-morph.js";

/** Whether the TypeScript project around a directory resolves relative imports only with their extensions. */
export function needsExtensions(directory: string): boolean {
  const { Project, ts } = loadTsMorph();
  const tsConfigFilePath = ts.findConfigFile(directory, (path) => ts.sys.fileExists(path));
  if (tsConfigFilePath === undefined) return false;
  // Only the options matter: the project's files are not added.
  const { moduleResolution, module } = optionsOf(() =>
    new Project({ tsConfigFilePath, skipAddingFilesFromTsConfig: true }).getCompilerOptions(),
  );
  if (moduleResolution !== undefined) {
    return (
      moduleResolution === ts.ModuleResolutionKind.Node16 ||
      moduleResolution === ts.ModuleResolutionKind.NodeNext
    );
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
  return ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module, removeComments: false },
  }).outputText;
}
