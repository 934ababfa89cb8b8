import { NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("recall", "p").gives(null),
    call("remember", "p", { name: "Ada" }, 45),
    stored({ p: envelope({ name: "Ada" }, NOW + 45 * SECOND) }),
    call("recall", "p").gives({ name: "Ada" }),
    after(46 * SECOND),
    call("recall", "p").gives(null),
    left("q", '{"value":{"name":"Eve"},"expiration_ttl":45}'),
    call("recall", "q").gives({ name: "Eve" }),
    call("forget", "q"),
    call("recall", "q").gives(null),
  ],
} satisfies Scenario;
