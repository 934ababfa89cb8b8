// What a day at the application looks like. Runs in the application's process, over its HTTP handler.
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PHONES = { soon: "15550100", late: "15550199" };

export default async function scenario({ program, input, advance, entries }) {
  const call = async (method, path, content) => {
    const body = content === undefined ? {} : { body: JSON.stringify(content) };
    const response = await program.default.fetch(
      new Request(`https://sessions.example/${path}`, { method, ...body }),
    );
    return { status: response.status, body: await response.text() };
  };
  const read = async (sessionId, phone, code) => ({
    session: await call("GET", `sessions/${sessionId}`),
    rates: await call("GET", "rates/EUR"),
    code: await call("PUT", `codes/${phone}`, { code }),
    device: await call("GET", "devices/ada"),
    preferences: await call("GET", "preferences/ada"),
  });

  if (input.readOnly) return { soon: await read(input.sessionId, PHONES.soon, input.codes.soon) };

  const { id: sessionId } = JSON.parse(
    (await call("POST", "sessions", { userId: "ada", roles: ["admin"] })).body,
  );
  await call("GET", "rates/EUR");
  const codes = {};
  for (const [when, phone] of Object.entries(PHONES))
    codes[when] = JSON.parse((await call("POST", `codes/${phone}`)).body).code;
  await call("PUT", "devices/ada", { token: "apns-7f3a", platform: "ios" });
  await call("PUT", "preferences/ada", { locale: "de", theme: "dark" });

  const stored = await entries();
  await advance(MINUTE_MS);
  const soon = await read(sessionId, PHONES.soon, codes.soon);
  await advance(31 * DAY_MS);
  const late = await read(sessionId, PHONES.late, codes.late);

  return {
    sessionId,
    codes,
    entries: stored,
    stored: {
      session: stored[`session/${sessionId}`],
      rates: stored["rates/EUR"],
      code: stored[`code/${PHONES.late}`],
      device: stored["device/ada"],
      preferences: stored["preferences/ada"],
    },
    soon,
    late,
    left: Object.keys(await entries()),
  };
}
