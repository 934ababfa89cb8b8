#!/usr/bin/env bash
# svelte 5.57.3
#
# Behaviour: the two scripts of a component, `<script module>` and `<script>`, are one scope for imports,
# in both directions. A name that the instance script imports is compiled into the module and can be used
# by the module script, which stands above it and does not import it. The same import written in both
# scripts is refused, although each script by itself reads as a complete module.
#
# Output seen:
#   | in the instance script alone: compiles; the import is made once, outside of the component
#   | in the module script alone: compiles; the import is made once, outside of the component
#   | in both scripts: declaration_duplicate
#
# Who meets it: whoever adds imports to components with a tool that looks at one script at a time (a
# codemod, a quick fix, an "add missing import" of an editor that knows the script as a file): a helper that
# both scripts need must be imported in one of them only, and one that is there already counts for both.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install svelte@5.57.3 --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { compile } from "svelte/compiler";

const line = 'import { decode } from "envelope";';
const component = (inModule, inInstance) => `<script module>
  ${inModule}
  export const read = (text) => decode(text);
</script>
<script>
  ${inInstance}
  let { text } = $props();
  const shown = decode(text);
</script>
<p>{shown}</p>
`;
const look = (label, source) => {
  try {
    const { code } = compile(source, { filename: "Shown.svelte", generate: "server" }).js;
    const times = code.split(line).length - 1;
    const isOutside = code.indexOf(line) < code.indexOf("function Shown");
    console.log(`${label}: compiles; the import is made ${times === 1 ? "once" : `${times} times`}, ${isOutside ? "outside of" : "in"} the component`);
  } catch (error) {
    console.log(`${label}: ${error.code}`);
  }
};
look("in the instance script alone", component("", line));
look("in the module script alone", component(line, ""));
look("in both scripts", component(line, line));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: imports of a Svelte component's two scripts (< as found, > now)"; exit 1; }
echo "holds: the two scripts of a Svelte component share their imports, and refuse one that both have"
