// The built plugin as eslint-doc-generator is to see it: it derives the rules' prefix from the name, and a
// flat config's prefix is not the one that the package's name gives.
const plugin = require("../../dist/index.cjs");

const DESCRIPTIONS = {
  recommended: "What is certainly a mistake. Start here.",
  strict: "The recommended rules, and those that ask for more care than every program needs.",
  all: "Every rule there is. A new one joins with a minor version.",
};

const configs = Object.fromEntries(
  Object.entries(DESCRIPTIONS).map(([name, description]) => [name, { ...plugin.configs[name], description }]),
);

module.exports = { ...plugin, configs, meta: { ...plugin.meta, name: "eslint-plugin-kv-envelope" } };
