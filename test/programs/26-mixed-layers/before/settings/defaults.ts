/** Minutes, throughout. */
export interface Timings {
	menu: number
	verification: number
	recording: number
}

export const defaults: Timings = {
	menu: 20,
	verification: 10,
	recording: 7 * 24 * 60,
}
