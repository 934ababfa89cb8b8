// The edge function: routes to what the service stores.
import { issueCode, redeemCode } from "./codes.js";
import { deviceToken, preferencesOf, registerDevice, savePreferences, type Preferences } from "./devices.js";
import { publishFlag } from "./flags.js";
import { ratesFor } from "./rates.js";
import { endSession, findSession, startSession, type Session } from "./sessions.js";

type Handler = (id: string, request: Request) => Promise<Response>;

const found = (content: unknown): Response =>
  content === null ? new Response(null, { status: 404 }) : Response.json(content);
const done = (): Response => new Response(null, { status: 204 });
const bodyOf = async <T>(request: Request): Promise<T> => (await request.json()) as T;

const routes: Readonly<Record<string, Handler>> = {
  "POST sessions": async (_id, request) => {
    const session = await bodyOf<Session>(request);
    return Response.json({ id: await startSession(session) }, { status: 201 });
  },
  "GET sessions": async (id) => found(await findSession(id)),
  "DELETE sessions": async (id) => {
    await endSession(id);
    return done();
  },
  "GET rates": async (base) => found(await ratesFor(base)),
  // Called by the worker that sends the text message, never by a browser.
  "POST codes": async (phone) => Response.json({ code: await issueCode(phone, "sign-in") }, { status: 201 }),
  "PUT codes": async (phone, request) => {
    const { code } = await bodyOf<{ code: string }>(request);
    return (await redeemCode(phone, code)) ? done() : new Response(null, { status: 403 });
  },
  "PUT devices": async (userId, request) => {
    const { token, platform } = await bodyOf<{ token: string; platform: string }>(request);
    await registerDevice(userId, token, platform);
    return done();
  },
  "GET devices": async (userId) => found(await deviceToken(userId)),
  "PUT preferences": async (userId, request) => {
    await savePreferences(userId, await bodyOf<Preferences>(request));
    return done();
  },
  "GET preferences": async (userId) => found(await preferencesOf(userId)),
  "PUT flags": async (name, request) => {
    await publishFlag(name, (await bodyOf<{ enabled: boolean }>(request)).enabled);
    return done();
  },
};

export default {
  async fetch(request: Request): Promise<Response> {
    const [, resource = "", id = ""] = new URL(request.url).pathname.split("/");
    const handler = routes[`${request.method} ${resource}`];
    return handler
      ? handler(decodeURIComponent(id), request)
      : new Response("no such route", { status: 404 });
  },
};
