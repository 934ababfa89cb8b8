#!/usr/bin/env bash
# ts-morph 28.0.0 (12.0.0, 20.0.0, 24.0.0, 26.0.0 and 27.0.2 give the same methods)
#
# Behaviour: `getStructure()` of a class has no method that lacks a body: abstract ones, and optional ones
# that are only declared. `getMethods()` of the same class lists the abstract ones, and in a
# `declare class` the structure has them all, so the two ways to look at a class disagree. Abstract
# properties and accessors are kept, index signatures go as the methods do. Its static blocks are there,
# in a list of their own: a class that is made from the structure runs them after all static fields, where
# the source has them in between.
#
# Output seen:
#   | methods of the class:         load save touch
#   | methods of its structure:     touch
#   | made from the structure: abstract class Repository { abstract name: string; async touch() { await this.save(await this.load()); } }
#   | methods of a declared class's structure: load save
#   | members of a class's structure with an optional method and an index signature: 0
#   | static parts, source:    first block second
#   | static parts, structure: first second block
#
# Who meets it: whoever copies or moves classes between files by structures, or makes mocks and wrappers
# from `getStructure().methods`. The abstract class compiles by itself again, and what its subclasses had
# to implement is no longer asked of them; a static block that registers something runs later than it did.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install ts-morph@28.0.0 --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { Project, ts } from "ts-morph";

const project = new Project({ useInMemoryFileSystem: true });
let files = 0;
const fileOf = (content) => project.createSourceFile(`file-${files++}.ts`, content);
const classIn = (text) => fileOf(text).getClasses()[0];
const copyOf = (text) => fileOf(fileOf(text).getStructure()).getFullText();
const names = (methods) => methods.map((method) => method.name ?? method.getName()).join(" ");

const repository = `abstract class Repository {
  abstract name: string;
  abstract load(): Promise<string>;
  abstract save(text: string): Promise<void>;
  async touch() { await this.save(await this.load()); }
}`;
console.log("methods of the class:        ", names(classIn(repository).getMethods()));
console.log("methods of its structure:    ", names(classIn(repository).getStructure().methods));
console.log("made from the structure:", copyOf(repository).replace(/\s+/g, " ").trim());

const declared = classIn("declare class Repository { load(): Promise<string>; save(text: string): Promise<void>; }");
console.log("methods of a declared class's structure:", names(declared.getStructure().methods));

const open = classIn("class Options { close?(): void; [name: string]: unknown }").getStructure();
const members = Object.values(open).filter(Array.isArray).flat();
console.log("members of a class's structure with an optional method and an index signature:", members.length);

const order = (text) => {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  return new Function(`const seen = [];\n${outputText}\nreturn seen.join(" ");`)();
};
const parts = `class Parts {
  static first = seen.push("first");
  static { seen.push("block"); }
  static second = seen.push("second");
}`;
console.log("static parts, source:   ", order(parts));
console.log("static parts, structure:", order(copyOf(parts)));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: what the structure of a class has in ts-morph (< as found, > now)"; exit 1; }
echo "holds: the structure of a class has no abstract methods, and its static blocks come last"
