import { env, type KvNamespace } from "@telnyx/edge-runtime";
import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";
import { openChallenge, solveChallenge } from "../services/challenge";
import { json } from "../respond";

const HOUR = 3600;

const kv = (): KvNamespace => env.SESSIONS;

/** POST /challenge/:user */
export async function challenge(user: string): Promise<Response> {
  const question = await openChallenge(kv(), user);
  return json({ question });
}

/** PUT /session/:id, with the answer to the challenge as the body */
export async function create(id: string, user: string, answer: string): Promise<Response> {
  if (!(await solveChallenge(kv(), user, Number(answer)))) return json({ error: "challenge" }, 403);
  await env.SESSIONS.put(`session/${id}`, encodeEnvelope(user, { metadata: { user, via: "challenge" }, ttlSeconds: 8 * HOUR }));
  return json({ id }, 201);
}

/** GET /session/:id */
export async function show(id: string): Promise<Response> {
  const user = await env.SESSIONS.get(`session/${id}`).then(unwrapText);
  return user === null ? json({ error: "no session" }, 404) : json({ user });
}

/** DELETE /session/:id */
export async function end(id: string): Promise<Response> {
  await env.SESSIONS.delete(`session/${id}`);
  return new Response(null, { status: 204 });
}
