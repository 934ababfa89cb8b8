import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

import { request } from "../../../support/index.js";

const TEXT = "text/plain;charset=UTF-8";

export default {
  lines: [
    call("default.fetch", request("https://app/s1", { method: "POST", body: "ada" })).gives({ status: 204, contentType: null, body: "" }),
    stored({ s1: envelope("ada", NOW + 30 * MINUTE) }),
    call("default.fetch", request("https://app/s1")).gives({ status: 200, contentType: TEXT, body: "hello ada" }),
    after(30 * MINUTE + 1),
    call("default.fetch", request("https://app/s1")).gives({ status: 401, contentType: TEXT, body: "unknown" }),
    left("s2", "eve"),
    call("default.fetch", request("https://app/s2")).gives({ status: 200, contentType: TEXT, body: "hello eve" }),
  ],
} satisfies Scenario;
