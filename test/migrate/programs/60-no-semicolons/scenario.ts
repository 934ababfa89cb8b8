import { MINUTE, NOW, call, envelope, stored, type Scenario } from "../../scenario.js";

export default { lines: [call("ready").gives(true), stored({ start: envelope(NOW, NOW + MINUTE) })] } satisfies Scenario;
