#!/usr/bin/env bash
# eslint-plugin-html 8.2.1 under eslint 10.15.0
#
# Behaviour: to keep a script's own indentation from indent rules, the plugin takes it off every line of
# the script before rules see it, inside template literals too. So a rule reads another string than the
# program has. And a fix made of two edits, one on each side of a template literal, is joined by ESLint
# into one edit that holds the text between them: the shortened literal is written to the file. The rule
# below asks for a rename and a further argument, nothing else, and `eslint --fix` changes the value that
# the program writes.
#
# Output seen:
#   | the rule reads:         "\n  limit: 5\nburst: 9\n"
#   | before --fix, stored:   "\n      limit: 5\n    burst: 9\n    "
#   | after --fix, stored:    "\n  limit: 5\nburst: 9\n"
#
# Who meets it: whoever runs a fixing rule over pages with inline scripts that hold YAML, SQL, Markdown or
# any text where leading blanks count, and who compares a literal's value in a rule. A fix has to be one
# edit that does not span lines, or several rules.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install eslint@10.15.0 eslint-plugin-html@8.2.1 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { runInNewContext } from "node:vm";
import { ESLint } from "eslint";
import html from "eslint-plugin-html";

const page = `<body>
  <script>
    put("rules", \`
      limit: 5
    burst: 9
    \`);
  </script>
</body>
`;
const addTtl = {
  meta: { fixable: "code" },
  create: (context) => ({
    'CallExpression[callee.name="put"]'(node) {
      const [, value] = node.arguments;
      context.report({
        node,
        message: JSON.stringify(value.quasis[0].value.cooked),
        fix: (fixer) => [fixer.replaceText(node.callee, "putWithTtl"), fixer.insertTextAfter(value, ", 60")],
      });
    },
  }),
};
const stored = (source) => {
  const values = [];
  const put = (_key, value) => values.push(value);
  runInNewContext(/<script>(.*)<\/script>/s.exec(source)[1], { put, putWithTtl: put });
  return JSON.stringify(values[0]);
};
const lint = async (fix) => {
  const plugins = { html, local: { rules: { addTtl } } };
  const overrideConfig = [{ files: ["**/*.html"], plugins, rules: { "local/addTtl": "error" } }];
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig, fix });
  const [result] = await eslint.lintText(page, { filePath: "page.html" });
  return result;
};

console.log("the rule reads:        ", (await lint(false)).messages[0].message);
console.log("before --fix, stored:  ", stored(page));
console.log("after --fix, stored:   ", stored((await lint(true)).output));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: template literals under eslint-plugin-html (< as found, > now)"; exit 1; }
echo "holds: eslint-plugin-html takes indentation out of template literals, and --fix writes that"
