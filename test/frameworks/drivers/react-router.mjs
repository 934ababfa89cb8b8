export default ({ createKvSessionStorage }, { SESSIONS }) => {
  const sessions = createKvSessionStorage(SESSIONS);
  let cookie;
  return {
    put: async () => {
      const session = await sessions.getSession();
      session.set("user", "ada");
      cookie = await sessions.commitSession(session);
    },
    get: async () => (await sessions.getSession(cookie)).get("user"),
  };
};
