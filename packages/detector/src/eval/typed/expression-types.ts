import type { TSESTree } from "@typescript-eslint/utils";
import {
  ANY_MEMBER,
  annotationOfPattern,
  parameterPlace,
  pathInPattern,
  typedRest,
} from "../../syntax/binding-pattern.js";
import type { FileIndex } from "../../syntax/file-index.js";
import type { ModuleReader } from "../../syntax/module/modules.js";
import { annotationOfThis, isFunction, memberName, staticName, thisOwner } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import type { AbstractValue } from "../call-context.js";
import type { ImportedType } from "../../types/type-names.js";
import type { TypeReader } from "../../types/type-reader.js";
import { AmbientTypes } from "./ambient-types.js";
import { CallTypes } from "./call-types.js";
import { givenTo, written } from "./written-types.js";
import { NOTHING_GIVEN } from "./value-type.js";
import type { Given, ValueType } from "./value-type.js";

/** What the annotations of a program say of its expressions, without a compiler. */
export class ExpressionTypes extends CallTypes {
  /** The members that are being looked for in objects. */
  private readonly looked = new Map<TSESTree.ObjectExpression, Set<string>>();
  private readonly modules: ModuleReader;
  private readonly known = new Map<TSESTree.Node, readonly ValueType[]>();

  constructor(index: SourceIndex, modules: ModuleReader, types: TypeReader) {
    super(index, types, new AmbientTypes());
    this.modules = modules;
  }

  add(file: FileIndex): void {
    this.ambient.add(file);
    this.known.clear();
  }

  /** The imports by which what the first `depth` members of an abstract value's path stand for is typed; `undefined` for a type that is none. */
  importsAt(
    { node, path, declared = [] }: AbstractValue,
    depth: number,
  ): readonly (ImportedType | undefined)[] {
    const declaredAt = (passed: number): ValueType[] =>
      declared.flatMap(({ type, depth: at }) => (at === passed ? written(type) : []));
    let types = [...this.typesOf(node), ...declaredAt(0)];
    for (const [position, name] of path.slice(0, depth).entries())
      types = [...this.memberOf(types, name), ...declaredAt(position + 1)];
    return this.namesOf(types);
  }

  /** The same of an expression as it stands, whatever its value comes from. */
  importsOf(expression: TSESTree.Node): readonly (ImportedType | undefined)[] {
    return this.namesOf(this.typesOf(expression));
  }

  /** The functions that an expression can be by its type, with what they declare: of types of the program alone. */
  functionsOf(expression: TSESTree.Node): readonly (ValueType & { readonly kind: "function" })[] {
    return this.expand(this.typesOf(expression)).flatMap((type) => (type.kind === "function" ? [type] : []));
  }

  /** The same of a member of a type that other files add to a module: `interface Env` of `declare module "…"`. */
  importsOfAmbient(module: string, type: string, member: string): readonly (ImportedType | undefined)[] {
    const declared = this.ambient
      .declared(module, type)
      .flatMap((declaration): ValueType[] =>
        declaration.type === "TSInterfaceDeclaration"
          ? [{ kind: "members", members: declaration.body.body, given: NOTHING_GIVEN, of: declaration }]
          : [],
      );
    return this.namesOf(this.memberOf(declared, member));
  }

  protected override typesOf(expression: TSESTree.Node): readonly ValueType[] {
    const before = this.known.get(expression);
    if (before !== undefined) return before;
    // A value that is defined by itself ends here.
    this.known.set(expression, []);
    const found = this.deeper(() => this.find(expression));
    this.known.set(expression, found);
    return found;
  }

  private find(node: TSESTree.Node): ValueType[] {
    switch (node.type) {
      case "Identifier":
        return this.ofIdentifier(node);
      case "ThisExpression": {
        const annotation = annotationOfThis(node);
        if (annotation !== undefined) return written(annotation);
        const owner = thisOwner(node);
        if (owner === undefined) return [];
        return owner.type === "ClassBody"
          ? [{ kind: "instance", body: owner, given: NOTHING_GIVEN }]
          : [{ kind: "object", node: owner }];
      }
      case "MemberExpression":
        return this.memberOf(this.typesOf(node.object), memberName(node) ?? ANY_MEMBER);
      case "CallExpression":
        return this.ofCall(node);
      case "NewExpression":
        return this.ofNew(node);
      case "TSAsExpression":
      case "TSTypeAssertion":
        return node.typeAnnotation.type === "TSTypeReference" && isConst(node.typeAnnotation)
          ? [...this.typesOf(node.expression)]
          : written(node.typeAnnotation);
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "ChainExpression":
      case "TSInstantiationExpression":
        return [...this.typesOf(node.expression)];
      case "AwaitExpression":
        return [...this.typesOf(node.argument)];
      case "ConditionalExpression":
        return [...this.typesOf(node.consequent), ...this.typesOf(node.alternate)];
      case "LogicalExpression":
        return [...this.typesOf(node.left), ...this.typesOf(node.right)];
      case "AssignmentExpression":
        return [...this.typesOf(node.right)];
      case "ObjectExpression":
        return [{ kind: "object", node }];
      case "ArrayExpression":
        return [{ kind: "array", node, given: NOTHING_GIVEN }];
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        return [{ kind: "function", signature: node, given: NOTHING_GIVEN }];
      case "ClassExpression":
        return [{ kind: "class", body: node.body }];
      default:
        return [];
    }
  }

  private ofIdentifier(identifier: TSESTree.Identifier): ValueType[] {
    const variable = this.index.variableOf(identifier);
    return variable === undefined ? [] : this.ofVariable(variable);
  }

  private ofVariable(variable: Variable): ValueType[] {
    const [definition] = variable.defs;
    const annotation = this.types.annotationOf(variable);
    if (annotation !== undefined) return written(annotation);
    switch (definition?.type) {
      case "Parameter":
        return this.ofParameter(variable);
      case "Variable":
        return this.ofWritten(variable, definition.node);
      case "ImportBinding": {
        const exports = this.modules.imported(definition);
        if (exports.length === 0) return this.foreign;
        return exports.flatMap((exported): ValueType[] => {
          if (exported.kind === "variable") return this.ofVariable(exported.variable);
          if (exported.kind !== "expression") return [];
          return this.atPath(this.typesOf(exported.node), exported.path);
        });
      }
      case "FunctionName": {
        // Overloads come before the implementation.
        return variable.defs.flatMap(({ node }): ValueType[] =>
          node.type === "TSDeclareFunction" || isFunction(node)
            ? [{ kind: "function", signature: node, given: NOTHING_GIVEN }]
            : [],
        );
      }
      case "ClassName":
        return [{ kind: "class", body: definition.node.body }];
      default:
        return [];
    }
  }

  /** What a variable is given, or the member of that which a pattern takes. */
  private ofWritten(variable: Variable, declarator: TSESTree.VariableDeclarator): ValueType[] {
    const whole = annotationOfPattern(declarator.id);
    return variable.references.flatMap(({ identifier, writeExpr }) => {
      const path = writeExpr ? pathInPattern(identifier, writeExpr) : undefined;
      if (!writeExpr || path === undefined) return [];
      const isDeclaring = declarator.init === writeExpr && whole !== undefined;
      return this.atPath(isDeclaring ? written(whole) : this.typesOf(writeExpr), path);
    });
  }

  private ofParameter(variable: Variable): ValueType[] {
    const place = parameterPlace(variable);
    if (place === undefined) {
      const rest = typedRest(variable);
      return rest === undefined ? [] : this.atPath(written(rest.type), rest.path);
    }
    const { fn, position, path } = place;
    const annotation = annotationOfPattern(fn.params[position]);
    const whole = annotation === undefined ? this.passedTo(fn, position) : written(annotation);
    return this.atPath(whole, path);
  }

  private atPath(types: readonly ValueType[], path: readonly string[]): ValueType[] {
    return path.reduce<ValueType[]>((found, name) => this.memberOf(found, name), [...types]);
  }

  protected override memberOfObject(object: TSESTree.ObjectExpression, name: string): ValueType[] {
    // `env = { ...env, ...{ a, ...env } }`: what it gets of itself says nothing new, and each way would be walked.
    const looked = this.looked.get(object) ?? new Set();
    this.looked.set(object, looked);
    if (looked.has(name)) return [];
    looked.add(name);
    try {
      return this.memberOfOneObject(object, name);
    } finally {
      looked.delete(name);
    }
  }

  private memberOfOneObject(object: TSESTree.ObjectExpression, name: string): ValueType[] {
    const own = object.properties.flatMap((property): ValueType[] => {
      if (property.type === "SpreadElement") return this.memberOf(this.typesOf(property.argument), name);
      if (name !== ANY_MEMBER && staticName(property) !== name) return [];
      const value = [...this.typesOf(property.value)];
      return property.kind === "get" ? this.resultOf(value) : value;
    });
    return own.length > 0 ? own : this.memberOf(this.expectedOf(object), name);
  }

  protected override memberOfClass(body: TSESTree.ClassBody, name: string): ValueType[] {
    return body.body.flatMap((member) =>
      "static" in member && member.static ? this.declaredBy(member, name, NOTHING_GIVEN) : [],
    );
  }

  protected override memberOfInstance(body: TSESTree.ClassBody, given: Given, name: string): ValueType[] {
    const own = body.body.flatMap((member) =>
      "static" in member && member.static ? [] : this.declaredBy(member, name, given),
    );
    return own.length > 0 ? own : this.inherited(body, given, name);
  }

  private inherited({ parent }: TSESTree.ClassBody, given: Given, name: string): ValueType[] {
    const args = (parent.superTypeArguments?.params ?? []).map((argument) => written(argument, given));
    const bases = parent.superClass === null ? [] : this.expand(this.typesOf(parent.superClass));
    const found = bases.flatMap((base) =>
      base.kind === "class"
        ? this.memberOfInstance(base.body, givenTo(base.body.parent, args), name)
        : // `Base: new (…) => HasKv` of a mixin.
          this.memberOf(this.resultOf([base]), name),
    );
    if (found.length > 0) return found;
    // `class Limiter extends Agent<State, { RATE_KV: KvNamespace }>`: a foreign base class.
    const carried = bases.some(({ kind }) => kind === "class") ? [] : args.flat();
    return carried.length > 0 ? this.memberOf([{ kind: "carrier", carried }], name) : [];
  }

  private declaredBy(member: TSESTree.ClassElement, name: string, given: Given): ValueType[] {
    if (member.type === "MethodDefinition" && member.kind === "constructor")
      return member.value.params.flatMap((parameter) => {
        if (parameter.type !== "TSParameterProperty") return [];
        const { parameter: inner } = parameter;
        const target = inner.type === "AssignmentPattern" ? inner.left : inner;
        return target.name === name ? written(annotationOfPattern(inner), given) : [];
      });
    if (!("key" in member) || staticName(member) !== name) return [];
    switch (member.type) {
      case "MethodDefinition":
      case "TSAbstractMethodDefinition": {
        const method: ValueType[] = [{ kind: "function", signature: member.value, given }];
        return member.kind === "get" ? this.resultOf(method) : member.kind === "set" ? [] : method;
      }
      default: {
        const annotation = member.typeAnnotation?.typeAnnotation;
        if (annotation !== undefined) return written(annotation, given);
        return member.value === null ? [] : [...this.typesOf(member.value)];
      }
    }
  }
}

const isConst = ({ typeName }: TSESTree.TSTypeReference): boolean =>
  typeName.type === "Identifier" && typeName.name === "const";
