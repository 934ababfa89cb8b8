import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { docsUrl } from "../package-info.js";

/** The presets a rule is in: every one with `true`, all but `recommended` with `"strict"`, `all` alone without. */
export interface RuleDocs {
  readonly recommended?: true | "strict";
}

/** What every rule of ours visits: a program's root, or a document's in other languages. A type and no interface: ESLint's own visitor type asks for an index signature. */
export type Visitor = { Program?(ast: TSESTree.Program): void; Document?(ast: object): void };

export type RuleModule<MessageId extends string, Options extends readonly unknown[]> = TSESLint.RuleModule<
  MessageId,
  Options,
  RuleDocs,
  Visitor
>;

/** What a rule's `create` is given. */
export type RuleContext<MessageId extends string, Options extends readonly unknown[]> = Readonly<
  TSESLint.RuleContext<MessageId, Options>
>;

type Meta<MessageId extends string, Options extends readonly unknown[]> = RuleModule<
  MessageId,
  Options
>["meta"];

interface RuleDefinition<MessageId extends string, Options extends readonly unknown[]> {
  /** The rule's name without the plugin's prefix: its page of docs is called the same. */
  readonly name: string;
  readonly meta: Omit<Meta<MessageId, Options>, "docs"> & {
    readonly docs: RuleDocs & { readonly description: string };
  };
  /** `any`: the rule decides by itself what it visits where there is no ESTree. Left out, it is silent there. */
  readonly languages?: "any";
  readonly create: (context: RuleContext<MessageId, Options>) => Visitor;
}

/** A rule whose `meta.docs.url` is the page of docs that belongs to its name. */
export const createRule = <MessageId extends string, Options extends readonly unknown[]>({
  name,
  meta,
  languages,
  create,
}: RuleDefinition<MessageId, Options>): RuleModule<MessageId, Options> => ({
  meta: { ...meta, docs: { ...meta.docs, url: docsUrl(name) } },
  create: (context) => (languages === "any" || isEsTree(context) ? create(context) : {}),
});

/**
 * Whether a file is linted as JavaScript: in the languages of other plugins (HTML, JSON, Markdown, CSS) `Program` is any
 * root, with a list of what is in it and scopes too. ESLint 8 and 9.0 do not say; they have keys for all that they lint.
 */
export function isEsTree({ sourceCode }: RuleContext<string, readonly unknown[]>): boolean {
  if ("isESTree" in sourceCode) return sourceCode.isESTree === true;
  const ast: { readonly type: string; readonly body?: unknown } = sourceCode.ast;
  return ast.type === "Program" && Array.isArray(ast.body) && "visitorKeys" in sourceCode;
}
