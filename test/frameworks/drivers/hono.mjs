export default ({ default: app }, { SESSIONS }) => ({
  put: () => app.request("/api/login/1", { method: "POST", body: "ada" }, { SESSIONS }),
  get: async () => {
    const response = await app.request("/api/me/1", {}, { SESSIONS });
    return [response.status, await response.text()];
  },
});
