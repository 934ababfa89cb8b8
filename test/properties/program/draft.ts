// One module of a program while it is written: its imports and what it declares, in the style of the program's modules.
import { indented } from "./format.js";
import { isCommonJs, isTypeScript, type Spec } from "./spec.js";

/** A function, apart from how it is declared. `parameters` and `returns` carry their TypeScript types. */
export interface FunctionText {
  readonly name: string;
  readonly async?: boolean;
  /** TypeScript's, with their brackets. */
  readonly typeParameters?: string;
  readonly parameters: string;
  readonly returns?: string;
  readonly body: string;
}

export type FunctionStyle = "function" | "arrow";

export class Draft {
  /** Path from the program's root, without extension. */
  readonly path: string;
  /** The export that is the module's default, if somebody imports it so. */
  defaultExport: string | undefined;
  readonly #spec: Spec;
  /** The names taken from a module, by its specifier; a line that takes the whole module stands for itself. */
  readonly #imports = new Map<string, Set<string>>();
  readonly #parts: string[] = [];
  readonly #exports: string[] = [];
  readonly #names = new Set<string>();

  constructor(path: string, spec: Spec) {
    this.path = path;
    this.#spec = spec;
  }

  /** The text where the program has types, nothing where it has none. */
  type(text: string): string {
    return isTypeScript(this.#spec) ? text : "";
  }

  /** A whole import declaration. */
  import(line: string): void {
    this.#imports.set(line, new Set());
  }

  /** Imports a name under a local one; what comes from one module stands in one declaration. */
  importName(specifier: string, name: string, local: string): void {
    const as = isCommonJs(this.#spec) ? ": " : " as ";
    const names = this.#imports.get(specifier) ?? new Set();
    this.#imports.set(specifier, names.add(name === local ? name : name + as + local));
  }

  #importLine(specifier: string, names: ReadonlySet<string>): string {
    if (names.size === 0) return specifier;
    const list = `{ ${[...names].join(", ")} }`;
    return isCommonJs(this.#spec)
      ? `const ${list} = require(${JSON.stringify(specifier)});`
      : `import ${list} from ${JSON.stringify(specifier)};`;
  }

  add(text: string): void {
    this.#parts.push(text);
  }

  /** Whether the module declares a function or constant of this name already. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  #exported(name: string, keyword: string, rest: string): void {
    if (!isCommonJs(this.#spec)) this.add(`export ${keyword} ${name}${rest}`);
    else {
      this.#exports.push(name);
      this.add(`${keyword} ${name}${rest}`);
    }
  }

  constant(name: string, expression: string): void {
    this.#names.add(name);
    if (this.#spec.modules === "cjs-exports") this.add(`exports.${name} = ${expression};`);
    else this.#exported(name, "const", ` = ${expression};`);
  }

  class(name: string, heritage: string, body: string): void {
    this.#exported(name, "class", `${heritage} {\n${indented(body)}\n}`);
  }

  function(text: FunctionText, style: FunctionStyle): void {
    this.#names.add(text.name);
    if (this.#spec.modules === "cjs-exports")
      this.add(`exports.${text.name} = ${this.functionExpression(text, style)};`);
    else if (style === "arrow")
      this.#exported(text.name, "const", ` = ${this.functionExpression(text, style)};`);
    else if (isCommonJs(this.#spec))
      this.#exported(text.name, `${text.async ? "async " : ""}function`, this.#functionRest(text));
    else this.add(`export ${text.async ? "async " : ""}function ${text.name}${this.#functionRest(text)}`);
  }

  #functionRest(text: FunctionText): string {
    return `${this.type(text.typeParameters ?? "")}(${text.parameters})${this.type(text.returns === undefined ? "" : `: ${text.returns}`)} {\n${indented(text.body)}\n}`;
  }

  functionExpression(text: FunctionText, style: FunctionStyle): string {
    const prefix = text.async ? "async " : "";
    if (style === "function") return `${prefix}function ${text.name}${this.#functionRest(text)}`;
    const head = `${prefix}${this.type(text.typeParameters ?? "")}(${text.parameters})${this.type(text.returns === undefined ? "" : `: ${text.returns}`)} =>`;
    // A function that only hands on is written as most people write it.
    const only = /^return ([^{\n][^\n]*);$/.exec(text.body)?.[1];
    return only === undefined ? `${head} {\n${indented(text.body)}\n}` : `${head} ${only}`;
  }

  /** A method of a class or of an object. */
  method(text: FunctionText, modifier = ""): string {
    return `${this.type(modifier)}${text.async ? "async " : ""}${text.name}${this.#functionRest(text)}`;
  }

  /** The module's text in canonical format. */
  text(): string {
    const parts = [...this.#parts];
    if (this.#spec.modules === "cjs-object" && this.#exports.length > 0)
      parts.push(`module.exports = { ${this.#exports.join(", ")} };`);
    if (this.#spec.modules === "cjs-exports" && this.#exports.length > 0)
      parts.push(this.#exports.map((name) => `exports.${name} = ${name};`).join("\n"));
    if (this.defaultExport !== undefined) parts.push(`export default ${this.defaultExport};`);
    const head = [...this.#imports]
      .map(([specifier, names]) => this.#importLine(specifier, names))
      .join("\n");
    return [...(head === "" ? [] : [head]), ...parts].join("\n\n");
  }
}
