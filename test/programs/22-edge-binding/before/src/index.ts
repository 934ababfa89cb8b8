import { json } from "./respond";
import * as session from "./routes/session";

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const [, kind, id = ""] = pathname.split("/");
    switch (`${request.method} ${kind}`) {
      case "POST challenge":
        return session.challenge(id);
      case "PUT session":
        return session.create(id, searchParams.get("user") ?? "", await request.text());
      case "GET session":
        return session.show(id);
      case "DELETE session":
        return session.end(id);
      default:
        return json({ error: "not found" }, 404);
    }
  },
};
