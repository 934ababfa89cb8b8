import { request } from "../../../support/index.js";
import { MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

const get = (base: string) => call("default.fetch", request(`https://app.example/?base=${base}`));
const answer = (body: unknown) => ({ status: 200, contentType: "application/json", body: JSON.stringify(body) });

export default {
  lines: [
    get("eur").gives(answer({ base: "eur", usd: 1.1 })),
    stored({ "rates/eur": envelope('{"base":"eur","usd":1.1}', NOW + 10 * MINUTE) }),
    get("eur").gives(answer({ base: "eur", usd: 1.1, cached: true })),
    after(10 * MINUTE + 1),
    get("eur").gives(answer({ base: "eur", usd: 1.1 })),
    left("rates/gbp", '{"base":"gbp","usd":1.3}'),
    get("gbp").gives(answer({ base: "gbp", usd: 1.3, cached: true })),
  ],
} satisfies Scenario;
