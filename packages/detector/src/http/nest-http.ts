import type { TSESTree } from "@typescript-eslint/utils";
import type { Evaluation } from "../eval/evaluation.js";
import type { Bound } from "../eval/call-context.js";
import { isFunction, memberName } from "../syntax/nodes.js";
import { importedName } from "../eval/origin.js";
import { AS_EXPORTED } from "./http-call.js";
import type { Making } from "./http-call.js";
import { NEST_HTTP_MODULE } from "./styles.js";

/** Its member that is the instance of axios itself. */
export const NEST_AXIOS = "axiosRef";

const MODULE_CLASS = "HttpModule";

/**
 * How the instance of axios came to be that NestJS injects: by `HttpModule` alone, or with the options that
 * `HttpModule.register({ … })` gives it. Not seen where no file that is looked at has that module.
 */
export function nestMaking(evaluation: Evaluation): Making {
  const uses = evaluation.files.flatMap((file) =>
    file.imports.flatMap((declaration) =>
      declaration.source.value === NEST_HTTP_MODULE
        ? declaration.specifiers.flatMap((specifier) =>
            importedName(specifier) === MODULE_CLASS
              ? (evaluation.index.variableOf(specifier.local)?.references ?? [])
              : [],
          )
        : [],
    ),
  );
  const given = uses.map(({ identifier }) => optionsGiven(evaluation, identifier));
  const isSeen = given.length > 0 && given.every((each) => each !== undefined);
  return { ...AS_EXPORTED, given: given.flatMap((each) => each ?? []), isUnseen: !isSeen };
}

/** The options that a use of the module gives; `undefined` where they are not seen. */
function optionsGiven(evaluation: Evaluation, name: TSESTree.Node): Bound[] | undefined {
  const member = name.parent;
  if (member?.type !== "MemberExpression" || member.object !== name) return [];
  const call = member.parent;
  const [options] = call.type === "CallExpression" && call.callee === member ? call.arguments : [];
  if (options === undefined || options.type === "SpreadElement") return undefined;
  const bound: Bound = { node: options, callContext: null };
  switch (memberName(member)) {
    case "register":
      return [bound];
    case "registerAsync": {
      const made = evaluation.resolver
        .followMember(bound, "useFactory")
        .flatMap(({ node, path, callContext }) =>
          path.length === 0 && isFunction(node)
            ? evaluation.index.returnsOf(node).map((value): Bound => ({ node: value, callContext }))
            : [],
        );
      return made.length > 0 ? made : undefined;
    }
    default:
      return undefined;
  }
}
