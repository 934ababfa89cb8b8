import { reply, type Reply } from "../http/reply";
import { checkCode, issueCode } from "../services/codes";
import { startSession } from "../services/sessions";

export async function requestCode(phone: string, code: string): Promise<Reply> {
  return (await issueCode(phone, code)) ? reply(202) : reply(429);
}

export async function login(phone: string, code: string, token: string, rememberMe?: boolean): Promise<Reply> {
  switch (await checkCode(phone, code)) {
    case "gone":
      return reply(410, { error: "This code is no longer valid." });
    case "wrong":
      return reply(403, { error: "That is not the code." });
    case "ok":
      await startSession(token, { userId: phone, roles: ["member"] }, rememberMe);
      return reply(201, { token });
  }
}
