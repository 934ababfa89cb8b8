import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

export default {
  lines: [
    call("publishUntil", "a", "<p>a", new Date(NOW + 90 * MINUTE)),
    call("publishTonight", "b", "<p>b"),
    stored({ "page/a": envelope("<p>a", NOW + 90 * MINUTE), "page/b": envelope("<p>b", NOW + 16 * HOUR) }),
    call("page", "a").gives("<p>a"),
    after(90 * MINUTE + 1),
    call("page", "a").gives("<h1>404</h1>"),
    call("page", "b").gives("<p>b"),
    left("page/c", JSON.stringify({ value: "<p>c", expiration: (NOW + 2 * HOUR) / 1000 })),
    call("page", "c").gives("<p>c"),
    after(HOUR),
    call("page", "c").gives("<h1>404</h1>"),
  ],
} satisfies Scenario;
