import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, staticName } from "../syntax/nodes.js";
import type { FileIndex } from "../syntax/file-index.js";
import type { FunctionNode } from "../syntax/nodes.js";
import type { AbstractValue } from "./call-context.js";
import type { MakerSeen } from "../syntax/prototypes.js";
import type { Resolver } from "./resolver.js";

/** The class of the program that an expression stands for: what another class extends. */
export function classNamed(resolver: Resolver, expression: TSESTree.Node): TSESTree.ClassBody | undefined {
  for (const { node, path } of resolver.follow({ node: expression, callContext: null })) {
    if (path.length === 0 && (node.type === "ClassDeclaration" || node.type === "ClassExpression"))
      return node.body;
  }
  return undefined;
}

/** What makes instances that an expression stands for, or whose instance it is. */
export const makersOf = (resolver: Resolver, expression: TSESTree.Node): MakerSeen[] =>
  resolver.follow({ node: expression, callContext: null }).flatMap(({ node, path }): MakerSeen[] => {
    if (path.length > 0) return [];
    if (node.type === "ClassDeclaration" || node.type === "ClassExpression")
      return [{ maker: node.body, isMade: false }];
    if (isFunction(node)) return [{ maker: node, isMade: false }];
    const body = node.type === "NewExpression" ? classNamed(resolver, node.callee) : undefined;
    return body === undefined ? [] : [{ maker: body, isMade: true }];
  });

/** The functions that a declaration stands for: itself, or what implements the signature. */
export function functionsDeclaredBy(resolver: Resolver, declaration: TSESTree.Node): FunctionNode[] {
  if (isFunction(declaration)) return [declaration];
  const signature = declaration.type === "TSFunctionType" ? declaration.parent.parent : declaration;
  if (
    signature?.type !== "TSMethodSignature" &&
    signature?.type !== "TSPropertySignature" &&
    signature?.type !== "TSAbstractMethodDefinition"
  )
    return [];
  const name = staticName(signature);
  const holder =
    signature.parent.type === "TSInterfaceBody" || signature.parent.type === "TSTypeLiteral"
      ? signature.parent.parent
      : signature.parent;
  const members = name === undefined ? [] : resolver.members.memberOfDeclaration(holder, name);
  return members.flatMap(({ node, path }) => (path.length === 0 && isFunction(node) ? [node] : []));
}

/** A member of what a file exports: of the object itself, of the class's instances, of what the function gives. */
export function memberOfExport(
  resolver: Resolver,
  file: FileIndex,
  name: string,
  member: string,
): AbstractValue[] {
  return resolver.followExport(file, name).flatMap((abstractValue) => {
    if (abstractValue.path.length > 0) return [];
    if (abstractValue.node.type === "ClassDeclaration" || abstractValue.node.type === "ClassExpression")
      return resolver.members.memberOfDeclaration(abstractValue.node.body, member);
    if (isFunction(abstractValue.node)) {
      return resolver.index
        .returnsOf(abstractValue.node)
        .flatMap((value) =>
          resolver.followMember({ node: value, callContext: abstractValue.callContext }, member),
        );
    }
    return resolver.members.memberOf(abstractValue, member);
  });
}
