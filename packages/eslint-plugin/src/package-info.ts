import { name, version } from "../package.json";

/** What a flat config calls the plugin: `plugins: { "kv-envelope": plugin }`. */
export const NAMESPACE = "kv-envelope";

/** What a flat config's settings call what the rules read beside the linted files. */
export const FACTS = "kv-envelope-facts";

/** What ESLint's legacy configuration derives from the package's name, and offers no way to change. */
export const LEGACY_NAMESPACE = "@kv-envelope";

export { name as PACKAGE_NAME, version as PACKAGE_VERSION };

/** The page of a rule's docs that belongs to the installed version: it is part of the package. */
export const docsUrl = (ruleName: string): string =>
  `https://unpkg.com/${name}@${version}/docs/rules/${ruleName}.md`;
