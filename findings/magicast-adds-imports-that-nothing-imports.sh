#!/usr/bin/env bash
# magicast 0.5.5, with typescript 6.0.3 to take the types off what it prints
#
# Behaviour: magicast's `imports.$append`, `$prepend` and `$add` put a name into the first import that the
# file has of that module, and look only at where that one imports from:
# - if it is `import type { … }`, the new name becomes a type, too, and goes with the types;
# - if it is `import * as …`, the result is no JavaScript.
# Into a file that begins with a `#!` line and has no import, or with `$prepend`, the new import is written at
# the end of that line, and so into a comment. The list of imports, asked again, has the new one each time.
# `import { type … }` takes in the new name rightly, and a new import beside an ordinary comment has its own line.
#
# Output seen:
#   | import type of the module:    import type { Options, resolve } from "./lib.mjs"; | in Node: ReferenceError
#   | import with an inline type:   import { type Options, resolve } from "./lib.mjs"; | in Node: resolved
#   | import type of another one:   import { resolve } from "./lib.mjs"; import type { Options } from "./types.mjs"; | in Node: resolved
#   | import of the whole module:   import * as lib, { resolve } from "./lib.mjs"; | in Node: SyntaxError
#   | #! line:                      #!/usr/bin/env nodeimport { resolve } from "./lib.mjs"; | in Node: ReferenceError
#   | comment as the first line:    import { resolve } from "./lib.mjs"; // settings | in Node: resolved
#   | imports that magicast lists:  resolve resolve resolve resolve resolve resolve
#
# Who meets it: commands that add a plugin to a user's configuration, and codemods built on magicast. A
# TypeScript configuration often imports the plugin's types already, and a script that is run directly has a
# `#!` line. The call that uses the name is printed, the name is never bound, and a transpiler that takes the
# types off without a check says nothing until the file runs.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install magicast@0.5.5 typescript@6.0.3 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { writeFileSync } from "node:fs";
import { generateCode, parseModule } from "magicast";
import ts from "typescript";

writeFileSync("lib.mjs", 'export const resolve = () => "resolved";\n');
const USE = "export default resolve();\n";
const cases = {
  "import type of the module": 'import type { Options } from "./lib.mjs";\n',
  "import with an inline type": 'import { type Options } from "./lib.mjs";\n',
  "import type of another one": 'import type { Options } from "./types.mjs";\n',
  "import of the whole module": 'import * as lib from "./lib.mjs";\n',
  "#! line": "#!/usr/bin/env node\n",
  "comment as the first line": "// settings\n",
};
const inNode = async (name, text) => {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: "esnext", target: "esnext", verbatimModuleSyntax: true },
  });
  writeFileSync(name, outputText);
  return import(`./${name}`).then(
    (module) => module.default,
    (error) => error.name,
  );
};

const listed = [];
for (const [index, [label, source]] of Object.entries(cases).entries()) {
  const file = parseModule(source + USE);
  file.imports.$add({ from: "./lib.mjs", imported: "resolve" });
  const { code } = generateCode(file, { quote: "double", objectCurlySpacing: true });
  const head = code.slice(0, code.indexOf("export default")).replace(/\s+/g, " ").trim();
  console.log(`${label}:`.padEnd(29), head, "| in Node:", await inNode(`case${index}.mjs`, code));
  listed.push(file.imports.resolve?.local ?? "none");
}
console.log("imports that magicast lists: ", listed.join(" "));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: imports added by magicast (< as found, > now)"; exit 1; }
echo "holds: magicast adds imports where nothing is imported by them"
