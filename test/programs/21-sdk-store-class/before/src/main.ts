import { callerName, forgetName } from "./services/caller-names.ts";
import { logCall, minutesOf } from "./services/call-log.ts";
import { Shifts } from "./services/on-call.ts";

let dips = 0;

export const greet = async (number: string) =>
	`Hello ${await callerName(number, async () => `caller no. ${++dips}`)}`;

export { forgetName, logCall, minutesOf, Shifts };
