import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { memberName, peel } from "../syntax/nodes.js";
import type { Bound } from "../eval/call-context.js";
import { collectedArguments } from "../eval/calls/invocation.js";
import { HOLE } from "../eval/text/static-text.js";
import { EMPTY, UNKNOWN, concatenated, madeUp, readLiteral, sliceOf } from "./source-text.js";
import type { SourceText } from "./source-text.js";
import { elementWord, unknownWord } from "./words.js";
import type { ListElement, Word } from "./words.js";

/** How many alternatives of a text are looked at. */
const MAX_TEXTS = 32;

/** Reads the texts and lists that a program hands to another one. */
export class CommandReader {
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  /** The texts that an expression can be. */
  textsOf(bound: Bound): SourceText[] {
    const { resolver } = this.context;
    return resolver.bounded([UNKNOWN], () =>
      resolver
        .follow(bound)
        .flatMap((value) =>
          value.path.length > 0 ? [UNKNOWN] : resolver.once(value, [UNKNOWN], () => this.textsOfValue(value)),
        )
        .slice(0, MAX_TEXTS),
    );
  }

  private textsOfValue({ node, callContext }: Bound): SourceText[] {
    switch (node.type) {
      case "Literal":
        if (typeof node.value === "string") return [this.literal(node, node.range[0] + 1, node.range[1] - 1)];
        return [typeof node.value === "number" ? this.literal(node, ...node.range) : UNKNOWN];
      case "TemplateLiteral":
        return this.template(node, callContext, false);
      case "TaggedTemplateExpression":
        return this.context.index.textOf(node.tag) === "String.raw"
          ? this.template(node.quasi, callContext, true)
          : [UNKNOWN];
      case "BinaryExpression":
        return node.operator === "+"
          ? this.together([
              this.textsOf({ node: node.left, callContext }),
              this.textsOf({ node: node.right, callContext }),
            ])
          : [UNKNOWN];
      case "CallExpression":
        return this.textsOfCall(node, callContext);
      default:
        return [UNKNOWN];
    }
  }

  private textsOfCall(call: TSESTree.CallExpression, callContext: Bound["callContext"]): SourceText[] {
    const { callee } = call;
    const [first] = call.arguments;
    if (callee.type !== "MemberExpression") {
      const isString =
        callee.type === "Identifier" &&
        callee.name === "String" &&
        this.context.index.variableOf(callee) === undefined;
      return isString && first !== undefined ? this.textsOf({ node: first, callContext }) : [UNKNOWN];
    }
    const name = memberName(callee);
    const receiver: Bound = { node: callee.object, callContext };
    if (name === "trim" || name === "toString") return this.textsOf(receiver);
    if (name === "concat")
      return this.together(
        [callee.object, ...call.arguments].map((node) => this.textsOf({ node, callContext })),
      );
    if (name !== "join") return [UNKNOWN];
    const [separator = madeUp(",")] = first === undefined ? [] : this.textsOf({ node: first, callContext });
    const words = this.wordsOf(receiver).map(({ inner }) => inner ?? UNKNOWN);
    return [
      concatenated(
        words.flatMap((word, position) => (position === 0 ? [word] : [madeUp(separator.text), word])),
      ),
    ];
  }

  /** What a template spells; an array in it is laid out as the words that it holds. */
  template(
    node: TSESTree.TemplateLiteral,
    callContext: Bound["callContext"],
    isRaw: boolean,
    laysOut = false,
  ): SourceText[] {
    return this.together(
      node.quasis.flatMap((quasi, position) => {
        const expression = node.expressions[position];
        // The quasi's own range differs between parsers: its text stands behind the one before it.
        const end = expression === undefined ? node.range[1] - 1 : this.openingOf(expression);
        const text = [this.literal(node, end - quasi.value.raw.length, end, isRaw)];
        if (expression === undefined) return [text];
        const words = laysOut ? this.listIn({ node: expression, callContext }) : undefined;
        return [text, words ?? this.textsOf({ node: expression, callContext })];
      }),
    );
  }

  /** Where the `${` before an expression stands. */
  private openingOf(expression: TSESTree.Node): number {
    return this.context.index.fileOf(expression).file.text.lastIndexOf("${", expression.range[0]);
  }

  private listIn(bound: Bound): SourceText[] | undefined {
    const isList = this.context.resolver
      .follow(bound)
      .some(({ node, path }) => path.length === 0 && node.type === "ArrayExpression");
    if (!isList) return undefined;
    return [
      concatenated(
        this.wordsOf(bound).flatMap(({ inner = UNKNOWN }, position) => [
          position === 0 ? EMPTY : madeUp(" "),
          asOneWord(inner),
        ]),
      ),
    ];
  }

  private literal(node: TSESTree.Node, start: number, end: number, isRaw = false): SourceText {
    return readLiteral(this.context.index.fileOf(node).file.text.slice(start, end), start, node, isRaw);
  }

  private together(parts: readonly (readonly SourceText[])[]): SourceText[] {
    let texts: SourceText[] = [EMPTY];
    for (const tails of parts)
      texts = texts.flatMap((head) => tails.map((tail) => concatenated([head, tail]))).slice(0, MAX_TEXTS);
    return texts;
  }

  /** The words of a list of arguments, in order; those that may be there count as there. */
  wordsOf(list: Bound): Word[] {
    const { resolver } = this.context;
    return resolver.bounded([unknownWord(HOLE)], () => {
      const collected = collectedArguments(resolver, list);
      const known =
        collected === undefined
          ? resolver.follow(list).flatMap((value) => resolver.once(value, [], () => this.wordsOfValue(value)))
          : collected.flatMap((element) => this.elementWords(element, undefined));
      return [...known, ...this.pushedTo(list)];
    });
  }

  private wordsOfValue(value: Bound & { readonly path: readonly string[] }): Word[] {
    const { node, callContext, path } = value;
    if (path.length > 0) return [unknownWord(HOLE)];
    if (node.type === "ArrayExpression")
      return this.wordsOfNodes(
        node.elements.flatMap((element) => (element === null ? [] : [element])),
        node,
        callContext,
      );
    if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [unknownWord(HOLE)];
    const receiver: Bound = { node: node.callee.object, callContext };
    switch (memberName(node.callee)) {
      case "concat":
        return [
          ...this.wordsOf(receiver),
          ...node.arguments.flatMap((argument) => this.wordsOf({ node: argument, callContext })),
        ];
      case "filter":
      case "flat":
        return this.wordsOf(receiver);
      case "split":
        return this.textsOf(receiver).flatMap((text) => this.splitWords(text));
      default:
        return [unknownWord(HOLE)];
    }
  }

  /** The stretches of a text between white space. */
  splitWords(text: SourceText): Word[] {
    return [...text.text.matchAll(/\S+/g)].map(({ 0: word, index }) =>
      elementWord(sliceOf(text, index, index + word.length), undefined),
    );
  }

  private wordsOfNodes(
    nodes: readonly TSESTree.Node[],
    list: ListElement["list"],
    callContext: Bound["callContext"],
  ): Word[] {
    return nodes.flatMap((node) =>
      node.type === "SpreadElement"
        ? this.wordsOf({ node: node.argument, callContext })
        : this.elementWords({ node, callContext }, this.hasEffects(node) ? undefined : { list, node }),
    );
  }

  private elementWords(element: Bound, place: ListElement | undefined): Word[] {
    return this.textsOf(element).map((text) => elementWord(text, place));
  }

  /** `args.push("--ttl", ttl)`, of the list itself or of what a caller hands in. */
  private pushedTo({ node, callContext }: Bound): Word[] {
    const name = peel(node);
    const variable = name.type === "Identifier" ? this.context.index.variableOf(name) : undefined;
    if (variable === undefined) return [];
    const given = this.context.resolver.parameters.argumentOf(variable, callContext);
    const before = given?.path.length === 0 ? this.pushedTo(given.value) : [];
    const own = variable.references.flatMap(({ identifier }) => {
      const member = identifier.parent;
      const call =
        member.type === "MemberExpression" && member.object === identifier && memberName(member) === "push"
          ? member.parent
          : undefined;
      return call?.type === "CallExpression" && call.callee === member
        ? this.wordsOfNodes(call.arguments, call, callContext)
        : [];
    });
    return [...before, ...own];
  }

  /** Whether leaving an expression out could change what else happens. */
  private hasEffects(node: TSESTree.Node): boolean {
    if (/^(?:New|Await|Yield|Assignment|Update|Import|TaggedTemplate)/.test(node.type)) return true;
    if (
      node.type === "CallExpression" &&
      !/^(?:String|Number|JSON\.stringify|Math\.\w+)$|\.toString$/.test(
        this.context.index.textOf(node.callee),
      )
    )
      return true;
    return this.context.index.childrenOf(node).some((child) => this.hasEffects(child));
  }
}

/** An element is one word whatever it contains: what the shell would take apart is no part of a flag. */
const asOneWord = ({ text, marks }: SourceText): SourceText => ({
  text: text.replaceAll(/[^\w=./:@-]/g, HOLE),
  marks,
});
