import { request } from "../../support/index.js";
import { HOUR, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const ask = (method: string, path: string, body?: string) =>
  call("default.fetch", request(`https://login.example${path}`, body === undefined ? { method } : { method, body }));
const answer = (body: unknown, status = 200) => ({ status, contentType: "application/json", body: JSON.stringify(body) });

export default {
  entry: "src/index.ts",
  lines: [
    ask("GET", "/session/s1").gives(answer({ error: "no session" }, 404)),
    ask("POST", "/challenge/ada").gives(answer({ question: "3 + 7" })),
    ask("POST", "/challenge/linus").gives(answer({ question: "5 + 7" })),
    stored({
      "challenge/ada": envelope('{"a":3,"b":7}', NOW + 90 * SECOND),
      "challenge/linus": envelope('{"a":5,"b":7}', NOW + 90 * SECOND),
    }),
    ask("PUT", "/session/s1?user=ada", "10").gives(answer({ id: "s1" }, 201)),
    ask("PUT", "/session/s2?user=ada", "10").gives(answer({ error: "challenge" }, 403)),
    stored({
      "challenge/linus": envelope('{"a":5,"b":7}', NOW + 90 * SECOND),
      "session/s1": envelope("ada", NOW + 8 * HOUR, { user: "ada", via: "challenge" }),
    }),
    ask("GET", "/session/s1").gives(answer({ user: "ada" })),
    after(90 * SECOND + 1),
    ask("PUT", "/session/s3?user=linus", "12").gives(answer({ error: "challenge" }, 403)),
    ask("GET", "/session/s1").gives(answer({ user: "ada" })),
    after(8 * HOUR),
    ask("GET", "/session/s1").gives(answer({ error: "no session" }, 404)),
    // Fields in the options were never stored: an earlier program left plain entries.
    left("session/s0", "grace"),
    ask("GET", "/session/s0").gives(answer({ user: "grace" })),
    ask("DELETE", "/session/s0").gives({ status: 204, contentType: null, body: "" }),
    ask("GET", "/session/s0").gives(answer({ error: "no session" }, 404)),
    left("challenge/grace", '{"a":1,"b":1}'),
    ask("PUT", "/session/s4?user=grace", "2").gives(answer({ id: "s4" }, 201)),
  ],
} satisfies ProgramScenario;
