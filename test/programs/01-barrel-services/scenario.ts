import { DAY, HOUR, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const ada = { userId: "+15550100", roles: ["member"] };

export default {
  entry: "src/main.ts",
  lines: [
    call("login", "+15550100", "123456", "t1").gives({ status: 410, body: { error: "This code is no longer valid." } }),
    call("whoAmI", "t1").gives({ status: 401 }),
    call("requestCode", "+15550100", "123456").gives({ status: 202 }),
    call("requestCode", "+15550100", "654321").gives({ status: 429 }),
    stored({ "otp/15550100": envelope({ code: "123456", attempts: 3 }, NOW + 5 * MINUTE) }),
    call("login", "+15550100", "000000", "t1").gives({ status: 403, body: { error: "That is not the code." } }),
    call("login", "+15550100", "123456", "t1").gives({ status: 201, body: { token: "t1" } }),
    stored({ "session/t1": envelope(ada, NOW + 8 * HOUR) }),
    after(MINUTE),
    call("requestCode", "+15550100", "111111").gives({ status: 202 }),
    call("login", "+15550100", "111111", "t2", true).gives({ status: 201, body: { token: "t2" } }),
    stored({ "session/t1": envelope(ada, NOW + 8 * HOUR), "session/t2": envelope(ada, NOW + MINUTE + 30 * DAY) }),
    call("whoAmI", "t1").gives({ status: 200, body: ada }),
    call("requestCode", "+15550199", "222222").gives({ status: 202 }),
    after(5 * MINUTE + 1),
    call("login", "+15550199", "222222", "t3").gives({ status: 410, body: { error: "This code is no longer valid." } }),
    after(8 * HOUR),
    call("whoAmI", "t1").gives({ status: 401 }),
    call("whoAmI", "t2").gives({ status: 200, body: ada }),
    call("logout", "t2").gives({ status: 204 }),
    call("whoAmI", "t2").gives({ status: 401 }),
    left("session/old", JSON.stringify({ value: ada, expiration_ttl: 28800 })),
    call("whoAmI", "old").gives({ status: 200, body: ada }),
    left("otp/15550142", '{"value":{"code":"777777","attempts":3},"expiration_ttl":300}'),
    call("login", "+15550142", "777777", "t4").gives({ status: 201, body: { token: "t4" } }),
  ],
} satisfies ProgramScenario;
