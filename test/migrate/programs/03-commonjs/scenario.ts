import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("issue", "ada").gives("ada-36"),
    stored({ "token/ada-36": envelope("ada", NOW + 15 * MINUTE) }),
    call("whoami", "ada-36").gives("ada"),
    after(16 * MINUTE),
    call("whoami", "ada-36").gives(null),
    stored({}),
    left("token/x", '{"value":"eve","expiration_ttl":900}'),
    call("whoami", "x").gives("eve"),
    call("revoke", "x"),
    call("whoami", "x").gives(null),
  ],
} satisfies Scenario;
