import type { TSESTree } from "@typescript-eslint/utils";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { Path } from "../../flow/steps/rows.js";

/** What type parameters stand for where a generic type is used, by their declarations. */
export type Given = ReadonlyMap<TSESTree.Node, readonly ValueType[]>;

export const NOTHING_GIVEN: Given = new Map();

/** Declares a function's parameters and what it gives: code, or a type. */
export type Signature =
  | FunctionNode
  | TSESTree.TSFunctionType
  | TSESTree.TSConstructorType
  | TSESTree.TSMethodSignature
  | TSESTree.TSDeclareFunction
  | TSESTree.TSEmptyBodyFunctionExpression
  | TSESTree.TSCallSignatureDeclaration;

/** What is known of a value from the annotations around it, without a compiler. */
export type ValueType =
  /** A type as it is written, not looked into yet. */
  | { readonly kind: "written"; readonly node: TSESTree.TypeNode; readonly given: Given }
  /** One name out of those that a mapped type goes through. */
  | { readonly kind: "name"; readonly name: string }
  /** What has the members of an interface, or of a type literal. */
  | {
      readonly kind: "members";
      readonly members: readonly TSESTree.TypeElement[];
      readonly given: Given;
      /** The interface, whose heritage counts, too. */
      readonly of: TSESTree.TSInterfaceDeclaration | undefined;
    }
  /** `Record<string, T>`, `{ [K in Names]: T }`: `undefined` for names that are not known. */
  | {
      readonly kind: "mapped";
      readonly names: readonly string[] | undefined;
      readonly valueOf: (name: string) => readonly ValueType[];
    }
  /** `Pick<T, K>` and `Omit<T, K>`. */
  | {
      readonly kind: "narrowed";
      readonly of: readonly ValueType[];
      readonly names: readonly string[] | undefined;
      readonly isOmitted: boolean;
    }
  | { readonly kind: "instance"; readonly body: TSESTree.ClassBody; readonly given: Given }
  | { readonly kind: "class"; readonly body: TSESTree.ClassBody }
  | { readonly kind: "function"; readonly signature: Signature; readonly given: Given }
  | { readonly kind: "object"; readonly node: TSESTree.ObjectExpression }
  | {
      readonly kind: "array";
      readonly node: TSESTree.ArrayExpression | TSESTree.TSTupleType;
      readonly given: Given;
    }
  | { readonly kind: "collection"; readonly of: Collection; readonly elements: readonly ValueType[] }
  /** What a loop over a map, or over `entries()`, gives: a key and one of these. */
  | { readonly kind: "entry"; readonly values: readonly ValueType[] }
  /**
   * A value of a generic type that is not the program's own, like `Hono<E>`: what its members, its methods'
   * results and the parameters of its callbacks hold is found by name in what the type is given.
   */
  | { readonly kind: "carrier"; readonly carried: readonly ValueType[] }
  /** What a function of the platform gives, at a path in it. */
  | { readonly kind: "given"; readonly call: TSESTree.CallExpression; readonly path: Path };

/** What is looked over, by the methods that it has. */
export type Collection = "array" | "map" | "set";
