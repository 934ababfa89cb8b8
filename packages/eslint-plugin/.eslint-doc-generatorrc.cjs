// `npm run docs` writes what can be generated of the rules' pages and the README's tables, `npm run docs:check` compares.
/** @type {import("eslint-doc-generator").GenerateOptions} */
module.exports = {
  pathRuleDoc: "../../docs/rules/{name}.md",
  pathRuleList: ["../../README.md"],
  ruleListColumns: ["name", "description", "configsError", "hasSuggestions"],
};
