import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    construct("Users", "users"),
    call("users.find", "1").gives(null),
    call("users.save", "1", { name: "Ada" }),
    stored({ "users/1": envelope({ name: "Ada" }, NOW + 2 * MINUTE, { type: "users" }) }),
    call("users.find", "1").gives({ name: "Ada" }),
    after(2 * MINUTE + 1),
    call("users.find", "1").gives(null),
    left("users/2", '{"value":{"name":"Eve"},"expiration_ttl":120,"metadata":{"type":"users"}}'),
    call("users.find", "2").gives({ name: "Eve" }),
    call("users.remove", "2").gives(true),
  ],
} satisfies Scenario;
