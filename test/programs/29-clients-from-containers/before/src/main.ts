import { Alarms } from "./features/alarms.js";
import { Gates } from "./features/gates.js";
import { greet as greetIn, greetingFor } from "./features/greetings.js";
import { createContext } from "./web/context.js";

export { hostOf, print } from "./features/passes.js";

const gates = new Gates();
const alarms = new Alarms();

export const open = (gate: string, visitor: string) => gates.open(gate, visitor);
export const lastAt = (gate: string) => gates.lastAt(gate);
export const mute = (zone: string, by: string) => alarms.mute(zone, by);
export const mutedBy = (zone: string) => alarms.mutedBy(zone);
export const greet = (visitor: string, text: string) => greetIn(createContext("en"), visitor, text);
export const greeting = (visitor: string) => greetingFor(createContext("en"), visitor);
