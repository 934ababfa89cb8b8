import { NOW, SECOND, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("put", "ab", { n: 1 }, 9).gives({ status: 201, body: "" }),
    stored({ ab: envelope({ n: 1 }, NOW + 9 * SECOND) }),
    call("get", "ab").gives({ n: 1 }),
    call("get", "none").gives(null),
    after(10 * SECOND),
    call("get", "ab").gives(null),
  ],
} satisfies Scenario;
