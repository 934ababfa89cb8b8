import { MINUTE, NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("check", "1234", "1").gives("no code"),
    call("remember", "1234", "1"),
    stored({ "otp/1": envelope("1234", NOW + 5 * MINUTE, { phone: "1", purpose: "login" }) }),
    call("check", "1234", "1").gives("ok"),
    call("check", "9999", "1").gives("wrong"),
    after(5 * MINUTE + SECOND),
    call("check", "1234", "1").gives("no code"),
    left("otp/2", '{"value":"77","expiration_ttl":300,"metadata":{}}'),
    call("check", "77", "2").gives("ok"),
  ],
} satisfies Scenario;
