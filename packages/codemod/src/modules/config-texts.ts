import type { TSESTree } from "@typescript-eslint/utils";
import { join, resolve } from "node:path";

const MAX_DEPTH = 10;

/** Reads the texts of a configuration: paths that `node:path` and `node:url` put together, constants, small functions. */
export class ConfigTexts {
  private readonly program: TSESTree.Program | undefined;
  private readonly directory: string;
  private depth = 0;

  /** @param directory that of the configuration, absolute. */
  constructor(program: TSESTree.Program | undefined, directory: string) {
    this.program = program;
    this.directory = directory;
  }

  /** The text of a property's name. */
  keyOf(property: TSESTree.Property): string | undefined {
    return !property.computed && property.key.type === "Identifier"
      ? property.key.name
      : this.textOf(property.key);
  }

  /** What a constant of the file holds; the node itself where it is none. */
  valueOf(node: TSESTree.Node): TSESTree.Node {
    if (node.type === "TSAsExpression" || node.type === "TSSatisfiesExpression")
      return this.valueOf(node.expression);
    return node.type === "Identifier" ? (this.declared(node.name) ?? node) : node;
  }

  /** A text; of a path that is made absolute, with the configuration's directory. `undefined` where that is not known. */
  textOf(node: TSESTree.Node, given: ReadonlyMap<string, string> = new Map()): string | undefined {
    if (this.depth > MAX_DEPTH) return undefined;
    this.depth += 1;
    try {
      return this.read(node, given);
    } finally {
      this.depth -= 1;
    }
  }

  private read(node: TSESTree.Node, given: ReadonlyMap<string, string>): string | undefined {
    switch (node.type) {
      case "Literal":
        return typeof node.value === "string" ? node.value : undefined;
      case "TemplateLiteral": {
        const parts = node.expressions.map((each) => this.textOf(each, given));
        if (parts.includes(undefined)) return undefined;
        return node.quasis.map(({ value }, position) => `${value.cooked}${parts[position] ?? ""}`).join("");
      }
      case "BinaryExpression": {
        const [left, right] = [this.textOf(node.left, given), this.textOf(node.right, given)];
        return node.operator !== "+" || left === undefined || right === undefined ? undefined : left + right;
      }
      case "TSAsExpression":
        return this.textOf(node.expression, given);
      case "Identifier": {
        if (node.name === "__dirname") return this.directory;
        const value = this.declared(node.name);
        return given.get(node.name) ?? (value === undefined ? undefined : this.textOf(value, given));
      }
      case "MemberExpression": {
        const name = node.property.type === "Identifier" ? node.property.name : "";
        if (node.object.type === "MetaProperty") return name === "dirname" ? this.directory : undefined;
        return /^(?:pathname|href)$/.test(name) ? this.textOf(node.object, given) : undefined;
      }
      case "NewExpression": {
        const [path, base] = node.arguments;
        const isHere = base?.type === "MemberExpression" && base.object.type === "MetaProperty";
        const text = path === undefined || !isHere ? undefined : this.textOf(path, given);
        return text === undefined ? undefined : resolve(this.directory, text);
      }
      case "CallExpression":
        return this.called(node, given);
      default:
        return undefined;
    }
  }

  private called(call: TSESTree.CallExpression, given: ReadonlyMap<string, string>): string | undefined {
    const { callee } = call;
    const texts = call.arguments.map((each) => this.textOf(each, given));
    const [first] = texts;
    const name =
      callee.type === "Identifier"
        ? callee.name
        : callee.type === "MemberExpression" && callee.property.type === "Identifier"
          ? callee.property.name
          : "";
    if (name === "cwd") return this.directory;
    if (name === "fileURLToPath") return first;
    if (name === "dirname") return this.directory;
    const made = callee.type === "Identifier" ? this.declared(callee.name) : undefined;
    const known = texts.filter((text) => text !== undefined);
    if (made === undefined)
      return known.length < texts.length || !/^(?:resolve|join|normalize)$/.test(name)
        ? undefined
        : name === "resolve"
          ? resolve(this.directory, ...known)
          : join(...known);
    const [parameter] = made.type === "ArrowFunctionExpression" ? made.params : [];
    return made.type !== "ArrowFunctionExpression" || parameter?.type !== "Identifier" || first === undefined
      ? undefined
      : this.textOf(made.body, new Map([[parameter.name, first]]));
  }

  private declared(name: string): TSESTree.Node | undefined {
    for (const statement of this.program?.body ?? []) {
      const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
      if (declaration?.type !== "VariableDeclaration") continue;
      for (const { id, init } of declaration.declarations)
        if (id.type === "Identifier" && id.name === name && init !== null) return init;
    }
    return undefined;
  }
}
