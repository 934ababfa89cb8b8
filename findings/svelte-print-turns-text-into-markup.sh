#!/usr/bin/env bash
# svelte 5.57.3 (`print` of svelte/compiler), beside svelte-ast-print 1.1.0
#
# Behaviour: `parse` keeps two forms of a text, `data` with its character references decoded and `raw` as it
# is written. `print`, made for tools that parse and transform components, writes `data` and does not encode
# it again. What was text is then read as markup: an escaped tag is an element, an escaped brace opens an
# expression, `&amp;lt;` shows another character, and a no-break space before an element becomes an ordinary one.
# In attributes the same; and as each value is put into double quotes, one that was written in single quotes
# because it holds double ones ends early. The documentation says that the output is valid Svelte and that
# whitespace and quoting may differ. svelte-ast-print writes `raw` for the same trees; of the attribute it too
# makes several.
#
# Output seen:
#   | as written:           <p>type &lt;b&gt; for bold</p>
#   |   rendered:           <p>type &lt;b> for bold</p>
#   |   print, rendered:    <p>type <b>for bold</b></p>
#   |   ast-print, rendered: <p>type &lt;b> for bold</p>
#   | as written:           <p>rows: &#123;count&#125;</p>
#   |   rendered:           <p>rows: {count}</p>
#   |   print, rendered:    <p>rows: 7</p>
#   |   ast-print, rendered: <p>rows: {count}</p>
#   | as written:           <p>write &amp;lt; for it</p>
#   |   rendered:           <p>write &amp;lt; for it</p>
#   |   print, rendered:    <p>write &lt; for it</p>
#   |   ast-print, rendered: <p>write &amp;lt; for it</p>
#   | as written:           <p title="&#123;count&#125; rows">x</p>
#   |   rendered:           <p title="{count} rows">x</p>
#   |   print, rendered:    <p title="7 rows">x</p>
#   |   ast-print, rendered: <p title="{count} rows">x</p>
#   | as written:           <p title='5" and 7" wide'>x</p>
#   |   rendered:           <p title="5&quot; and 7&quot; wide">x</p>
#   |   print, rendered:    refused
#   |   ast-print, rendered: refused
#   | as written:           <p>a&nbsp;<b>b</b></p>
#   |   rendered:           <p>a&nbsp;<b>b</b></p>
#   |   print, rendered:    <p>a <b>b</b></p>
#   |   ast-print, rendered: <p>a&nbsp;<b>b</b></p>
#
# Who meets it: a codemod over components that changes an import in the script and prints the file. Templates
# that show code, as those of a documentation do, are full of such text; the sample turns into elements and
# values, and the compiler accepts it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install svelte@5.57.3 svelte-ast-print@1.1.0 esrap@2.4.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { writeFileSync } from "node:fs";
import { compile, parse, print } from "svelte/compiler";
import { render } from "svelte/server";
import { print as printRaw } from "svelte-ast-print";

const SCRIPT = "<script>\n\tlet count = 7;\n</script>\n\n";
let files = 0;
const rendered = async (source) => {
  const file = `./component-${(files += 1)}.mjs`;
  try {
    writeFileSync(file, compile(source, { generate: "server" }).js.code);
  } catch {
    return "refused";
  }
  const component = (await import(file)).default;
  const { body } = await render(component, { props: {} });
  return body.replace(/<!--.*?-->/g, "").replaceAll("\u00A0", "&nbsp;");
};

for (const template of [
  "<p>type &lt;b&gt; for bold</p>",
  "<p>rows: &#123;count&#125;</p>",
  "<p>write &amp;lt; for it</p>",
  '<p title="&#123;count&#125; rows">x</p>',
  "<p title='5\" and 7\" wide'>x</p>",
  "<p>a&nbsp;<b>b</b></p>",
]) {
  const source = SCRIPT + template;
  const ast = parse(source, { modern: true });
  console.log("as written:          ", template);
  console.log("  rendered:          ", await rendered(source));
  console.log("  print, rendered:   ", await rendered(print(ast).code));
  console.log("  ast-print, rendered:", await rendered(printRaw(ast).code));
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: text of components that svelte prints (< as found, > now)"; exit 1; }
echo "holds: svelte's print turns text into markup and expressions"
