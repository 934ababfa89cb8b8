import { NOW, SECOND, after, call, envelope, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("put", "ab", { n: 1 }, 9),
    call("put", "cd", "kept"),
    stored({ ab: envelope({ n: 1 }, NOW + 9 * SECOND), cd: envelope("kept", undefined, {}) }),
    call("get", "ab").gives({ n: 1 }),
    call("secondsLeft", "ab").gives(9),
    call("secondsLeft", "cd").gives(null),
    call("describe", "ab").gives({ key: "ab", value: { n: 1 }, expiration: (NOW + 9 * SECOND) / 1000 }),
    call("describe", "cd").gives({ key: "cd", value: "kept" }),
    after(4 * SECOND),
    call("secondsLeft", "ab").gives(5),
    after(6 * SECOND),
    call("get", "ab").gives(null),
    call("secondsLeft", "ab").gives(null),
    call("get", "cd").gives("kept"),
  ],
} satisfies Scenario;
