import { desk } from "../lib/desk.ts";

/** Looks a caller's name up, at most once an hour. */
export async function callerName(number: string, dip: (number: string) => Promise<string>): Promise<string> {
	const key = `cnam/${number}`;
	const known = await desk().get<string>(key);
	if (known !== undefined) return known;
	const name = await dip(number);
	await desk().keepFor(key, name, 60 * 60);
	return name;
}

export const forgetName = (number: string) => desk().drop(`cnam/${number}`);
