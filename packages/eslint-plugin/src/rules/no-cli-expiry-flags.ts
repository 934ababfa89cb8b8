import type { TSESLint } from "@typescript-eslint/utils";
import { cliMessages } from "@kv-envelope/detector";
import type { Settings } from "@kv-envelope/detector";
import { findCliFlags, findScriptFlags, mentionsCli } from "@kv-envelope/detector/cli";
import type { BareTtl, CliFlag } from "@kv-envelope/detector/cli";
import { NOTHING, lintedFileOf } from "../linted-file.js";
import { isPackageManifest, scriptsOf } from "../package-scripts.js";
import type { PackageScript } from "../package-scripts.js";
import { serverTtlOption } from "../settings.js";
import { createRule, isEsTree } from "./rule.js";
import type { RuleContext } from "./rule.js";

type MessageId = keyof typeof cliMessages | "dropFlag" | "addUnit";
type Options = readonly [Pick<Settings, "serverTtl">?];
type Context = RuleContext<MessageId, Options>;

export const noCliExpiryFlags = createRule<MessageId, Options>({
  name: "no-cli-expiry-flags",
  meta: {
    type: "problem",
    docs: {
      description:
        "disallow expiry and metadata flags of `telnyx-edge storage kv key put`, which the service does not honour",
      recommended: true,
    },
    hasSuggestions: true,
    schema: [serverTtlOption],
    defaultOptions: [{}],
    messages: {
      ...cliMessages,
      addUnit: "Write `{{duration}}`, as many seconds.",
      dropFlag: "Drop `{{flag}}`: the command writes what it wrote, without expiry or metadata.",
    },
  },
  languages: "any",
  create(context) {
    if (!isEsTree(context) && !isPackageManifest(context.filename)) return NOTHING;
    const file = lintedFileOf(context, context.options[0]);
    if (file.isSilent || !file.says(mentionsCli)) return NOTHING;
    const { sourceCode } = context;
    const { settings, facts } = file;
    const lookAtScripts = (ast: object): void => {
      if (isPackageManifest(context.filename))
        for (const script of scriptsOf(ast)) reportScript(context, script, settings);
    };
    return {
      Document: lookAtScripts,
      Program(ast) {
        const { text, scopeManager, visitorKeys } = sourceCode;
        if (isPackageManifest(context.filename)) lookAtScripts(ast);
        else if (scopeManager !== null) {
          for (const flag of findCliFlags({ text, ast, scopeManager, visitorKeys }, settings, facts)) {
            const { start, end } = flag.place;
            report(context, flag, {
              start: sourceCode.getLocFromIndex(start),
              end: sourceCode.getLocFromIndex(end),
            });
          }
        }
      },
    };
  },
});

function reportScript(
  context: Context,
  { range: [start, end], line, column }: PackageScript,
  settings: Settings,
): void {
  for (const flag of findScriptFlags(
    context.sourceCode.text.slice(start + 1, end - 1),
    start + 1,
    settings,
  )) {
    // A JSON string has one line; whether its columns are counted from 0 or 1, the parser has decided.
    report(context, flag, {
      start: { line, column: column + flag.place.start - start },
      end: { line, column: column + flag.place.end - start },
    });
  }
}

function report(context: Context, flag: CliFlag, loc: TSESLint.AST.SourceLocation): void {
  const { name, role, removal, bareTtl } = flag;
  if (bareTtl !== undefined) {
    reportBare(context, flag, bareTtl, loc);
    return;
  }
  const data = { flag: name };
  const suggest: TSESLint.SuggestionReportDescriptor<MessageId>[] =
    removal === undefined
      ? []
      : [
          {
            messageId: "dropFlag",
            data,
            fix: (fixer) => fixer.replaceTextRange([removal.start, removal.end], removal.text),
          },
        ];
  context.report({ loc, messageId: `${role}Flag`, data, suggest });
}

/** A number without a unit, where the flag is honoured: the unit that it was meant in is the second. */
function reportBare(
  context: Context,
  { name, removal }: CliFlag,
  { text, place }: BareTtl,
  loc: TSESLint.AST.SourceLocation,
): void {
  const duration = `${text}s`;
  // A word that is put together, or spelled by escapes, is left to a person, and so is one that other commands may share.
  const isWritten =
    removal !== undefined &&
    place !== undefined &&
    removal.start <= place.start &&
    place.end <= removal.end &&
    context.sourceCode.text.slice(place.start, place.end).endsWith(text);
  context.report({
    loc,
    messageId: "bareTtlFlag",
    data: { flag: name, given: text },
    suggest: isWritten
      ? [
          {
            messageId: "addUnit",
            data: { duration },
            fix: (fixer) => fixer.insertTextAfterRange([place.start, place.end], "s"),
          },
        ]
      : [],
  });
}
