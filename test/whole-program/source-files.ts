// A compiler host that keeps the declarations of packages and of the language: programs differ, these do not, and
// reading them anew for each would be most of the work.
import ts from "typescript";

const declarations = new Map<string, ts.SourceFile | undefined>();

export function createHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  return {
    ...host,
    getSourceFile(fileName, version, onError, shouldCreate) {
      // `realpath` has led out of the program by then: what lies in a temporary folder is the program's own.
      if (!/node_modules\/(?:\.pnpm|typescript|@types)\/.*\.d\.[cm]?ts$/.test(fileName))
        return getSourceFile(fileName, version, onError, shouldCreate);
      const key = `${fileName} ${JSON.stringify(version)}`;
      if (!declarations.has(key))
        declarations.set(key, getSourceFile(fileName, version, onError, shouldCreate));
      return declarations.get(key);
    },
  };
}
