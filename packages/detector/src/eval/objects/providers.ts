import type { TSESTree } from "@typescript-eslint/utils";
import { placesOf } from "../../syntax/function-places.js";
import { staticName } from "../../syntax/nodes.js";
import { PROVIDER } from "../../syntax/provider-members.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import type { AbstractValue } from "../call-context.js";
import { literalText } from "../declared-types.js";
import type { Resolver } from "../resolver.js";
import { unsure } from "../unsure-values.js";

/** `{ provide: TOKEN, useFactory: … }`: what a container of NestJS or Angular gives for a token. */
interface Provider {
  readonly token: TSESTree.Node;
  readonly object: TSESTree.ObjectExpression;
}

/** What a container hands to a parameter: `constructor(@Inject(TOKEN) http)`, and those of a `useFactory` with `inject: [TOKEN]`. */
export function providedTo(resolver: Resolver, fn: FunctionNode, position: number): AbstractValue[] {
  const token = tokenOf(resolver.index, fn, position);
  const keys = token === undefined ? [] : keysOf(resolver, token);
  if (keys.length === 0) return [];
  const values = providersIn(resolver.index).flatMap(({ token: own, object }) =>
    keysOf(resolver, own).some((key) => keys.includes(key)) ? givenBy(resolver, object) : [],
  );
  // What is made or written in the program. `env.SESSIONS` of a package goes through the container unseen: its type tells.
  return unsure(values.filter(({ path }) => path.length === 0));
}

/** The parameters that get what a provider gives. */
export function receiversOf(resolver: Resolver, provider: TSESTree.ObjectExpression): TSESTree.Node[] {
  const token = memberOf(provider, PROVIDER.token);
  const keys = token === undefined ? [] : keysOf(resolver, token);
  return keys.length === 0
    ? []
    : receiversIn(resolver.index).flatMap(({ token: wanted, parameter }) =>
        keysOf(resolver, wanted).some((key) => keys.includes(key)) ? [parameter] : [],
      );
}

function givenBy(resolver: Resolver, provider: TSESTree.ObjectExpression): AbstractValue[] {
  const given = memberOf(provider, PROVIDER.value);
  if (given !== undefined) return resolver.follow({ node: given, callContext: null });
  const made = memberOf(provider, PROVIDER.factory);
  if (made === undefined) return [];
  return resolver
    .functionsOf({ node: made, callContext: null })
    .flatMap(({ node, callContext }) => resolver.members.returnedBy(node, callContext));
}

/** What two names of one token have in common: a text, or what is made once. */
const keysOf = (resolver: Resolver, token: TSESTree.Node): unknown[] =>
  resolver
    .follow({ node: token, callContext: null })
    .flatMap(({ node, path }) => (path.length > 0 ? [] : [literalText(node) ?? node]));

/** The token that names what a parameter is handed. */
function tokenOf(index: SourceIndex, fn: FunctionNode, position: number): TSESTree.Node | undefined {
  const parameter = fn.params[position];
  if (parameter === undefined) return undefined;
  const decorated = decoratingToken(parameter);
  if (decorated !== undefined) return decorated;
  for (const { parent } of placesOf(index, fn)) {
    if (parent?.type !== "Property" || staticName(parent) !== PROVIDER.factory) continue;
    const tokens =
      parent.parent.type === "ObjectExpression" ? memberOf(parent.parent, PROVIDER.handed) : undefined;
    const token = tokens?.type === "ArrayExpression" ? tokens.elements[position] : undefined;
    if (token) return token;
  }
  return undefined;
}

/** `TOKEN` of `@Inject(TOKEN)`, whatever the decorator is called. */
function decoratingToken(parameter: TSESTree.Parameter): TSESTree.Node | undefined {
  // A parser without types has no list there.
  for (const { expression } of "decorators" in parameter ? parameter.decorators : []) {
    const [token, ...others] = expression.type === "CallExpression" ? expression.arguments : [];
    if (token !== undefined && token.type !== "SpreadElement" && others.length === 0) return token;
  }
  return undefined;
}

function memberOf(object: TSESTree.ObjectExpression, name: string): TSESTree.Node | undefined {
  for (const property of object.properties)
    if (property.type === "Property" && staticName(property) === name) return property.value;
  return undefined;
}

interface Receiver {
  readonly token: TSESTree.Node;
  readonly parameter: TSESTree.Node;
}

interface Seen {
  readonly files: number;
  readonly providers: readonly Provider[];
  readonly receivers: readonly Receiver[];
}

const known = new WeakMap<SourceIndex, Seen>();

const providersIn = (index: SourceIndex): readonly Provider[] => seenIn(index).providers;
const receiversIn = (index: SourceIndex): readonly Receiver[] => seenIn(index).receivers;

/** Looked for once, and again where files were added. */
function seenIn(index: SourceIndex): Seen {
  const before = known.get(index);
  if (before?.files === index.all.length) return before;
  const objects = index.all
    .filter(({ file: { text } }) => text.includes(PROVIDER.token))
    .flatMap(({ nodes }) => nodes.flatMap((node) => (node.type === "ObjectExpression" ? [node] : [])));
  const providers = objects.flatMap((object): Provider[] => {
    const token = memberOf(object, PROVIDER.token);
    return token === undefined ? [] : [{ token, object }];
  });
  const decorated = index.all
    .filter(({ file: { text } }) => providers.length > 0 && text.includes("@"))
    .flatMap(({ nodes }) =>
      nodes.flatMap((node) =>
        node.type === "MethodDefinition" && node.kind === "constructor"
          ? node.value.params.flatMap((parameter): Receiver[] => {
              const token = decoratingToken(parameter);
              return token === undefined ? [] : [{ token, parameter }];
            })
          : [],
      ),
    );
  const handed = objects.flatMap((object): Receiver[] => {
    const [made, tokens] = [memberOf(object, PROVIDER.factory), memberOf(object, PROVIDER.handed)];
    if (made === undefined || tokens?.type !== "ArrayExpression" || !("params" in made)) return [];
    return made.params.flatMap((parameter, position): Receiver[] => {
      const token = tokens.elements[position];
      return token ? [{ token, parameter }] : [];
    });
  });
  const seen: Seen = { files: index.all.length, providers, receivers: [...decorated, ...handed] };
  known.set(index, seen);
  return seen;
}
