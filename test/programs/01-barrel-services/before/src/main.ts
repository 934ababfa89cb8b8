import { login, requestCode } from "./routes/login";
import { logout, whoAmI } from "./routes/me";

export const routes = {
  "POST /codes": requestCode,
  "POST /sessions": login,
  "GET /me": whoAmI,
  "DELETE /sessions": logout,
};

export { login, logout, requestCode, whoAmI };
