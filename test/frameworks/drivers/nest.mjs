export default ({ SessionService }, { SESSIONS }) => {
  const sessions = new SessionService(SESSIONS);
  return { put: () => sessions.start("1", "ada"), get: () => sessions.user("1") };
};
