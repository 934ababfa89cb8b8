// An npm or git that runs these tests hands its own settings on: the folder that it works in, where it was called.
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_(?!config_(?:registry|cache|userconfig)$)|GIT_|INIT_CWD$|FORCE_COLOR$)/i.test(name),
  ),
);
/** The variables of somebody who has only just opened a terminal, and of an npm that asks and tells nothing. */
export const env: NodeJS.ProcessEnv = {
  ...inherited,
  NO_COLOR: "1",
  npm_config_prefer_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
};
