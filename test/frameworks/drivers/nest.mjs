import { HttpService } from "@nestjs/axios";
import axios from "axios";

export default ({ SessionService, CodeService }, { SESSIONS }) => {
  const sessions = new SessionService(SESSIONS);
  const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
  const codes = new CodeService(new HttpService(axios.create({ adapter: "fetch", headers })));
  return {
    put: () => Promise.all([sessions.start("1", "ada"), codes.issue("1", "4711")]),
    get: () => Promise.all([sessions.user("1"), codes.check("1", "4711").catch(({ status }) => status)]),
  };
};
