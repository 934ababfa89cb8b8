import { NOW, SECOND, call, envelope, stored, type Scenario } from "../../scenario.js";

export default { lines: [call("name").gives("done"), stored({ a: envelope(1, NOW + 5 * SECOND) })] } satisfies Scenario;
