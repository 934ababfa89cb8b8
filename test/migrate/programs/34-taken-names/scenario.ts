import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("queue", "ada", "hi").gives("kv-put-with-expiry"),
    stored({ "mail/ada": envelope("To: ada\n\nhi", NOW + MINUTE) }),
    call("peek", "ada").gives("To: ada\n\nhi"),
    after(MINUTE + 1),
    call("peek", "ada").gives(null),
    left("mail/eve", '{"value":"x","expiration_ttl":60}'),
    call("peek", "eve").gives("x"),
  ],
} satisfies Scenario;
