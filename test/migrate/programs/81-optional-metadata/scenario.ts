import { NOW, SECOND, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("save", "plain", "v"),
    call("save", "tagged", "v", undefined, { by: "ada" }),
    call("save", "empty", "v", 30, {}),
    call("save", "none", "v", 30, null),
    stored({
      plain: envelope("v", undefined, {}),
      tagged: envelope("v", undefined, { by: "ada" }),
      empty: envelope("v", NOW + 30 * SECOND, {}),
      none: envelope("v", NOW + 30 * SECOND, null),
    }),
    call("load", "plain").gives({ value: "v", metadata: null, isTagged: false }),
    call("load", "tagged").gives({ value: "v", metadata: { by: "ada" }, isTagged: true }),
    call("load", "empty").gives({ value: "v", metadata: {}, isTagged: true }),
    call("load", "none").gives({ value: "v", metadata: null, isTagged: true }),
    after(31 * SECOND),
    call("load", "empty").gives(null),
  ],
} satisfies Scenario;
