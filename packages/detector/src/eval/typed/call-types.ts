import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath, rowsOfGlobal, rowsOfMethod } from "../../flow/steps/built-ins.js";
import { backwards, backwardsIntoParameter } from "../../flow/steps/rows.js";
import type { Place, Row } from "../../flow/steps/rows.js";
import { ANY_MEMBER, annotationOfPattern } from "../../syntax/binding-pattern.js";
import { enclosingFunction, isFunction, memberName, staticName } from "../../syntax/nodes.js";
import type { CallNode, FunctionNode } from "../../syntax/nodes.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import type { TypeReader } from "../../types/type-reader.js";
import { literalText } from "../declared-types.js";
import type { AmbientTypes } from "./ambient-types.js";
import { MemberTypes } from "./member-types.js";
import { givenTo, written } from "./written-types.js";
import { NOTHING_GIVEN } from "./value-type.js";
import type { Collection, Given, ValueType } from "./value-type.js";

const COLLECTION_CLASSES: ReadonlyMap<string, Collection> = new Map([
  ["Map", "map"],
  ["Set", "set"],
  ["WeakMap", "map"],
  ["WeakSet", "set"],
  ["Array", "array"],
]);

/** What calls give and what they hand to callbacks, by what is declared of them. */
export abstract class CallTypes extends MemberTypes {
  protected readonly index: SourceIndex;

  constructor(index: SourceIndex, types: TypeReader, ambient: AmbientTypes) {
    super(types, ambient);
    this.index = index;
  }

  protected ofNew(node: TSESTree.NewExpression): ValueType[] {
    const args = (node.typeArguments?.params ?? []).flatMap((argument) => written(argument));
    const path = globalPath(this.index, node.callee) ?? "";
    const collection = COLLECTION_CLASSES.get(path);
    if (collection !== undefined)
      return args.length > 0 ? [{ kind: "collection", of: collection, elements: args.slice(-1) }] : [];
    const classes = this.expand(this.typesOf(node.callee)).flatMap((type) =>
      type.kind === "class" ? [type] : [],
    );
    if (classes.length === 0) return this.carriedBy(node);
    return classes.map(({ body }) => ({
      kind: "instance",
      body,
      given: givenTo(
        body.parent,
        args.map((argument) => [argument]),
      ),
    }));
  }

  protected ofCall(node: TSESTree.CallExpression): ValueType[] {
    const functions = this.calledBy(node);
    if (functions.length > 0) return this.resultOf(functions);
    if (this.rowsOf(node) !== undefined) return this.memberOfGiven(node, []);
    return [...this.carriedMemberOf(node), ...this.carriedBy(node)];
  }

  /** `context.get("kv")` of a foreign type that is given `{ kv: … }` gives that. */
  private carriedMemberOf({ callee, arguments: args }: TSESTree.CallExpression): ValueType[] {
    const name = args[0] === undefined ? undefined : literalText(args[0]);
    if (args.length !== 1 || name === undefined || callee.type !== "MemberExpression") return [];
    const holders = this.expand(this.typesOf(callee.object)).filter(({ kind }) => kind === "carrier");
    return this.memberOf(holders, name).filter(({ kind }) => kind !== "carrier");
  }

  /** What a call of foreign code is given, and what it is called on: `new Hono<E>().basePath("/api")`. */
  private carriedBy(node: CallNode): ValueType[] {
    const own = (node.typeArguments?.params ?? []).flatMap((argument) => written(argument));
    const on = this.expand(
      this.typesOf(node.callee.type === "MemberExpression" ? node.callee.object : node.callee),
    );
    const isForeign = on.some((type) => this.isOfForeign(type)) || this.isAutoImported(node.callee);
    const carried = [...(isForeign ? this.foreign : []), ...on].flatMap((type) =>
      type.kind === "carrier" ? type.carried : [],
    );
    return own.length + carried.length > 0 ? [{ kind: "carrier", carried: [...own, ...carried] }] : [];
  }

  /** What a program has of a library without an import: `defineEventHandler(…)`. */
  private isAutoImported(callee: TSESTree.Node): boolean {
    return (
      callee.type === "Identifier" &&
      this.index.variableOf(callee) === undefined &&
      rowsOfGlobal(callee.name) === undefined
    );
  }

  /** The functions that a call runs, with what the call gives their type parameters. */
  private calledBy({ callee, typeArguments }: CallNode): ValueType[] {
    const args = (typeArguments?.params ?? []).map((argument) => written(argument));
    return this.expand(this.typesOf(callee)).flatMap((type): ValueType[] => {
      if (type.kind !== "function") return [];
      return [{ ...type, given: new Map([...type.given, ...givenTo(type.signature, args)]) }];
    });
  }

  protected override resultOf(functions: readonly ValueType[]): ValueType[] {
    return functions.flatMap((type): ValueType[] => {
      if (type.kind !== "function") return [];
      const { signature, given } = type;
      const declared = signature.returnType?.typeAnnotation;
      if (declared !== undefined) return written(declared, given);
      return isFunction(signature)
        ? this.index.returnsOf(signature).flatMap((value) => this.typesOf(value))
        : [];
    });
  }

  /** The rows of what a call runs of the platform, by what its method is called on. */
  private rowsOf(call: TSESTree.CallExpression): readonly Row[] | undefined {
    const path = globalPath(this.index, call.callee);
    const ofGlobal = path === undefined ? undefined : rowsOfGlobal(path);
    if (ofGlobal !== undefined || call.callee.type !== "MemberExpression") return ofGlobal;
    const name = memberName(call.callee) ?? "";
    const on = this.expand(this.typesOf(call.callee.object));
    for (const type of on) {
      const collection =
        type.kind === "collection"
          ? type.of
          : type.kind === "array" || type.kind === "given"
            ? "array"
            : undefined;
      const rows = collection === undefined ? undefined : rowsOfMethod(collection, name);
      if (rows !== undefined) return rows;
    }
    return on.length > 0 ? rowsOfMethod("promise", name) : undefined;
  }

  protected override memberOfGiven(call: TSESTree.CallExpression, path: readonly string[]): ValueType[] {
    const found = backwards(this.rowsOf(call) ?? [], path, call.arguments.length).flatMap(
      ({ row, from, rest }) => (row.change === "copy" ? this.atPlace(from, call, rest) : []),
    );
    return [...found, { kind: "given", call, path }];
  }

  private atPlace({ root, accesses }: Place, call: CallNode, rest: readonly string[]): ValueType[] {
    const standing: readonly ValueType[] =
      root === "this"
        ? call.callee.type === "MemberExpression"
          ? this.typesOf(call.callee.object)
          : []
        : this.argumentsAt(call, root).flatMap((node) => [...this.typesOf(node)]);
    const inside = accesses.reduce<ValueType[]>(
      (types, access) => {
        if (access.kind === "return") return this.resultOf(this.expand(types));
        if (access.kind === "member" && access.name === undefined) return this.valuesIn(types);
        return this.memberOf(types, access.kind === "member" ? (access.name ?? ANY_MEMBER) : ANY_MEMBER);
      },
      [...standing],
    );
    return rest.reduce<ValueType[]>((types, name) => this.memberOf(types, name), inside);
  }

  /** What a map holds, or all members of anything else. */
  private valuesIn(types: readonly ValueType[]): ValueType[] {
    return this.expand(types).flatMap((type) =>
      type.kind === "collection" && type.of === "map"
        ? [...type.elements]
        : this.memberOf([type], ANY_MEMBER),
    );
  }

  private argumentsAt(call: CallNode, root: Place["root"]): TSESTree.Node[] {
    if (root === "any argument") return call.arguments.filter(({ type }) => type !== "SpreadElement");
    const argument = typeof root === "number" ? call.arguments[root] : undefined;
    return argument === undefined || argument.type === "SpreadElement" ? [] : [argument];
  }

  /** What a function that is written where it is handed over is given at a position. */
  protected passedTo(fn: FunctionNode, position: number): ValueType[] {
    const { parent } = fn;
    if (parent.type === "CallExpression" && parent.callee !== fn) {
      const rows = this.rowsOf(parent);
      const root = parent.arguments.findIndex((argument) => argument === fn);
      const places = backwardsIntoParameter(rows ?? [], root, position, parent.arguments.length);
      if (places.length > 0) return places.flatMap((place) => this.atPlace(place, parent, []));
    }
    return this.parameterOf(this.expand(this.expectedOf(fn)), position);
  }

  private parameterOf(types: readonly ValueType[], position: number): ValueType[] {
    return types.flatMap((type): ValueType[] => {
      // Whatever foreign code hands to a callback can hold what its type is given.
      if (type.kind === "carrier") return [type];
      // `const GET: APIRoute = ({ locals }) => …`
      if (type.kind === "written") return this.isForeign(type.node) ? this.foreign : [];
      if (type.kind === "array") return this.elementOf(type, String(position));
      if (type.kind !== "function") return [];
      const parameter = type.signature.params[position];
      return written(annotationOfPattern(parameter), type.given);
    });
  }

  /** What the place at which an expression stands says that it has to be. */
  protected expectedOf(node: TSESTree.Node): ValueType[] {
    return this.deeper(() => this.expectedAt(node, node.parent));
  }

  private expectedAt(node: TSESTree.Node, parent: TSESTree.Node | undefined): ValueType[] {
    switch (parent?.type) {
      case "VariableDeclarator":
        return parent.init === node ? written(annotationOfPattern(parent.id)) : [];
      case "AssignmentPattern":
        return written(annotationOfPattern(parent.left));
      case "AssignmentExpression":
        return parent.right === node ? [...this.typesOf(parent.left)] : [];
      case "PropertyDefinition":
      case "AccessorProperty":
        return written(parent.typeAnnotation?.typeAnnotation);
      case "Property":
        return parent.value === node && parent.parent.type === "ObjectExpression"
          ? this.memberOf(this.expectedOf(parent.parent), staticName(parent) ?? ANY_MEMBER)
          : [];
      case "ArrayExpression":
        return this.memberOf(
          this.expectedOf(parent),
          String(parent.elements.findIndex((each) => each === node)),
        );
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSTypeAssertion":
        return written(parent.typeAnnotation);
      case "ConditionalExpression":
      case "LogicalExpression":
      case "TSNonNullExpression":
        return this.expectedOf(parent);
      case "ReturnStatement":
        return this.expectedResult(enclosingFunction(parent));
      case "ArrowFunctionExpression":
        return parent.body === node ? this.expectedResult(parent) : [];
      case "CallExpression":
      case "NewExpression":
        return parent.callee === node ? [] : this.expectedArgument(parent, node);
      default:
        return [];
    }
  }

  private expectedResult(fn: FunctionNode | undefined): ValueType[] {
    if (fn === undefined) return [];
    const declared = fn.returnType?.typeAnnotation;
    if (declared !== undefined) return written(declared);
    return this.expand(this.expectedOf(fn)).flatMap((type) =>
      type.kind === "carrier" ? [type] : this.resultOf([type]),
    );
  }

  private expectedArgument(call: CallNode, node: TSESTree.Node): ValueType[] {
    const position = call.arguments.findIndex((argument) => argument === node);
    const functions = call.type === "NewExpression" ? this.constructedBy(call) : this.calledBy(call);
    if (functions.length > 0) return this.parameterOf(functions, position);
    const carriers = this.carriedBy(call);
    const listened = position === 0 ? [] : this.eventOf(call, carriers);
    return listened.length > 0 ? listened : carriers;
  }

  /** `bus.on("save", (kv, key) => …)` of an emitter whose type says what goes with the event: `{ save: [kv: KvNamespace, key: string] }`. */
  private eventOf(call: CallNode, carriers: readonly ValueType[]): ValueType[] {
    const name = call.arguments[0] === undefined ? undefined : literalText(call.arguments[0]);
    if (name === undefined) return [];
    return this.expand(this.memberOf(carriers, name)).filter(
      (type) => type.kind === "function" || (type.kind === "array" && type.node.type === "TSTupleType"),
    );
  }

  private constructedBy(call: TSESTree.NewExpression): ValueType[] {
    return this.expand(this.typesOf(call.callee)).flatMap((type): ValueType[] => {
      if (type.kind !== "class") return [];
      const own = type.body.body.find(
        (member) => member.type === "MethodDefinition" && member.kind === "constructor",
      );
      const given: Given = NOTHING_GIVEN;
      return own?.type === "MethodDefinition" ? [{ kind: "function", signature: own.value, given }] : [];
    });
  }
}
