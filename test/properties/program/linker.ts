// The modules of a program and the imports between them.
import { posix } from "node:path";
import { Draft } from "./draft.js";
import { applyFormat } from "./format.js";
import { isCommonJs, type Link, type ModuleStyle, type Spec } from "./spec.js";

const EXTENSIONS: Readonly<Record<ModuleStyle, string>> = {
  "ts-esm": ".ts",
  "ts-bundler": ".ts",
  "js-esm": ".js",
  mjs: ".mjs",
  "cjs-object": ".js",
  "cjs-exports": ".cjs",
};
const SPECIFIER_EXTENSIONS: Readonly<Record<ModuleStyle, string>> = {
  "ts-esm": ".js",
  "ts-bundler": "",
  "js-esm": ".js",
  mjs: ".mjs",
  "cjs-object": "",
  "cjs-exports": ".cjs",
};

export class Linker {
  readonly #spec: Spec;
  readonly #drafts = new Map<string, Draft>();
  readonly #barrels = new Map<string, Set<string>>();
  /** What a module calls a name of another: asked for twice, it is the same. */
  readonly #known = new Map<string, string>();
  #count = 0;

  constructor(spec: Spec) {
    this.#spec = spec;
  }

  module(path: string): Draft {
    const known = this.#drafts.get(path);
    if (known) return known;
    const draft = new Draft(path, this.#spec);
    this.#drafts.set(path, draft);
    return draft;
  }

  #specifier(from: string, to: string): string {
    const extension = SPECIFIER_EXTENSIONS[this.#spec.modules];
    const beside = posix.dirname(from) === posix.dirname(to);
    const target = extension === "" && !beside ? to.replace(/\/index$/, "") : to;
    const path = posix.relative(posix.dirname(from), target);
    return (path.startsWith(".") ? path : `./${path}`) + extension;
  }

  /** Imports `name`, which the module at `from` exports, into `into`, and gives the expression for it there. */
  use(into: Draft, from: string, name: string): string {
    const id = `${into.path} ${from} ${name}`;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const { links } = this.#spec;
    const local = this.#link(into, from, name, links[this.#count++ % links.length] ?? "named");
    this.#known.set(id, local);
    return local;
  }

  /** As `use`, but always a plain import of the name. */
  useNamed(into: Draft, from: string, name: string): string {
    return this.#import(into, from, name, name);
  }

  importRuntime(into: Draft, name: string): void {
    into.importName("@kv-envelope/runtime", name, name);
  }

  #link(into: Draft, from: string, name: string, link: Link): string {
    const alias = `${name}From${posix
      .basename(from)
      .replace(/^./, (letter) => letter.toUpperCase())
      .replaceAll(/-./g, (dash) => dash.slice(1).toUpperCase())}`;
    switch (link) {
      case "named":
        return this.#import(into, from, name, name);
      case "alias":
        return this.#import(into, from, name, alias);
      case "namespace": {
        const namespace = `${posix.basename(from).replaceAll(/-./g, (dash) => dash.slice(1).toUpperCase())}Module`;
        const specifier = JSON.stringify(this.#specifier(into.path, from));
        into.import(
          isCommonJs(this.#spec)
            ? `const ${namespace} = require(${specifier});`
            : `import * as ${namespace} from ${specifier};`,
        );
        return `${namespace}.${name}`;
      }
      case "default": {
        const target = this.module(from);
        // CommonJS has one thing to export, and a module has one default.
        if (isCommonJs(this.#spec) || (target.defaultExport ?? name) !== name)
          return this.#import(into, from, name, name);
        target.defaultExport = name;
        into.import(`import ${alias} from ${JSON.stringify(this.#specifier(into.path, from))};`);
        return alias;
      }
      case "barrel":
        return this.#import(into, this.#barrel(from, this.#reExport(from, name, name)), name, name);
      case "star":
        return this.#import(into, this.#barrel(from, this.#reExportAll(from)), name, name);
      case "renamed":
        return this.#import(into, this.#barrel(from, this.#reExport(from, name, alias)), alias, alias);
    }
  }

  #import(into: Draft, from: string, name: string, local: string): string {
    into.importName(this.#specifier(into.path, from), name, local);
    return local;
  }

  #barrel(from: string, line: string): string {
    const path = `${posix.dirname(from)}/index`;
    this.#barrels.set(path, (this.#barrels.get(path) ?? new Set()).add(line));
    return path;
  }

  #reExport(from: string, name: string, as: string): string {
    const specifier = JSON.stringify(this.#specifier(`${posix.dirname(from)}/index`, from));
    if (isCommonJs(this.#spec)) return `exports.${as} = require(${specifier}).${name};`;
    return `export { ${name === as ? name : `${name} as ${as}`} } from ${specifier};`;
  }

  #reExportAll(from: string): string {
    const specifier = JSON.stringify(this.#specifier(`${posix.dirname(from)}/index`, from));
    return isCommonJs(this.#spec)
      ? `Object.assign(exports, require(${specifier}));`
      : `export * from ${specifier};`;
  }

  #fileName(path: string): string {
    return path + EXTENSIONS[this.#spec.modules];
  }

  files(): Record<string, string> {
    const texts = [...this.#drafts.values()].map((draft): [string, string] => [draft.path, draft.text()]);
    for (const [path, lines] of this.#barrels) texts.push([path, [...lines].join("\n")]);
    return Object.fromEntries(
      texts.map(([path, text]) => [this.#fileName(path), applyFormat(text, this.#spec.format)]),
    );
  }

  pathOf(path: string): string {
    return this.#fileName(path);
  }
}
