#!/usr/bin/env bash
# magicast 0.5.5
#
# Behaviour: assigning to a property of an object that the file writes in short (`{ ttl }`) exchanges the
# value and leaves the property short. What is printed is then the new value alone, where the property with
# its name was. If the value is a name (builders.raw, or another property's value), the result is valid and
# has a property of another name: the one that was set is gone. Anything else that is set gives text that no
# parser takes, which magicast prints without a word. A property written out (`ttl: ttl`) is set right, and so
# is one that is written in short if it is deleted first.
#
# Output seen:
#   | written in short, set to a name:  export default { kv: { namespace, longTtl } };
#   | written out, set to a name:       export default { kv: { namespace: namespace, ttl: longTtl } };
#   | deleted first, set to a name:     export default { kv: { namespace, ttl: longTtl } };
#   | in Node, kv before: {"namespace":"sessions","ttl":60}
#   | in Node, kv after:  {"namespace":"sessions","longTtl":86400}
#   | set to the value of another one:  export default { dev: local, local };
#   | set to a number:                  export default { kv: { namespace, 300 } };
#   | set to a text:                    export default { kv: { namespace, "5m" } };
#   | magicast reads what it printed:   SyntaxError
#
# Who meets it: installers and "add" commands that edit a user's configuration (`nuxt.config`, `vite.config`)
# with magicast. As long as users write their options out, all is well. For the one who wrote them in short, the
# option falls back to its default, and a new option that nobody reads stands in its place.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install magicast@0.5.5 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { writeFileSync } from "node:fs";
import { builders, generateCode, parseModule } from "magicast";

const SHORT = "export default { kv: { namespace, ttl } };\n";
const WRITTEN_OUT = "export default { kv: { namespace: namespace, ttl: ttl } };\n";
const DECLARATIONS = 'const namespace = "sessions";\nconst ttl = 60;\nconst longTtl = 86400;\n';
const edited = (source, edit) => {
  const file = parseModule(source);
  edit(file.exports.default);
  return generateCode(file).code.replace(/\s+/g, " ").trim();
};
const setTo = (value) => (config) => {
  config.kv.ttl = value;
};
const kvInNode = async (name, text) => {
  writeFileSync(name, DECLARATIONS + text);
  return JSON.stringify((await import(`./${name}`)).default.kv);
};
const reading = (text) => {
  try {
    parseModule(text);
    return "without an error";
  } catch (error) {
    return error.name;
  }
};

const toName = edited(SHORT, setTo(builders.raw("longTtl")));
console.log("written in short, set to a name: ", toName);
console.log("written out, set to a name:      ", edited(WRITTEN_OUT, setTo(builders.raw("longTtl"))));
const deletedFirst = (config) => {
  delete config.kv.ttl;
  config.kv.ttl = builders.raw("longTtl");
};
console.log("deleted first, set to a name:    ", edited(SHORT, deletedFirst));
console.log("in Node, kv before:", await kvInNode("before.mjs", SHORT));
console.log("in Node, kv after: ", await kvInNode("after.mjs", toName));
const toOther = (config) => {
  config.prod = config.dev;
};
console.log("set to the value of another one: ", edited("export default { dev: local, prod };\n", toOther));
const toNumber = edited(SHORT, setTo(300));
console.log("set to a number:                 ", toNumber);
console.log("set to a text:                   ", edited(SHORT, setTo("5m")));
console.log("magicast reads what it printed:  ", reading(toNumber));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: properties written in short that magicast sets (< as found, > now)"; exit 1; }
echo "holds: magicast drops the name of a property written in short when it sets its value"
