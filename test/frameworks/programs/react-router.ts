// React Router: a session storage of the program's own.
import { createSessionStorage, redirect, type ActionFunctionArgs } from "react-router";
import type { KvNamespace } from "@telnyx/edge-runtime";

export function createKvSessionStorage(kv: KvNamespace) {
  return createSessionStorage({
    cookie: { name: "__session", httpOnly: true, maxAge: 604_800, secrets: ["s3cret"] },
    async createData(data, expires) {
      const id = crypto.randomUUID();
      const seconds = expires ? Math.round((expires.getTime() - Date.now()) / 1000) : 604_800;
      await kv.put(id, JSON.stringify(data), { expirationTtl: seconds }); // put
      return id;
    },
    async readData(id) {
      const text = await kv.get(id); // get
      return text === null ? null : JSON.parse(text);
    },
    async updateData(id, data) {
      await kv.put(id, JSON.stringify(data), { expirationTtl: 604_800 }); // put
    },
    async deleteData(id) {
      await kv.delete(id);
    },
  });
}

export async function action({ request }: ActionFunctionArgs, sessions: ReturnType<typeof createKvSessionStorage>) {
  const session = await sessions.getSession(request.headers.get("Cookie"));
  session.set("user", "ada");
  return redirect("/", { headers: { "Set-Cookie": await sessions.commitSession(session) } });
}
