import { reply, type Reply } from "../http/reply";
import { endSession, findSession } from "../services/sessions";

export async function whoAmI(token: string): Promise<Reply> {
  const session = await findSession(token);
  if (!session) return reply(401);
  return reply(200, { userId: session.userId, roles: session.roles });
}

export async function logout(token: string): Promise<Reply> {
  await endSession(token);
  return reply(204);
}
