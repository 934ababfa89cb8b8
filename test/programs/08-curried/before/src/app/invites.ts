import { orElse, pipe, then } from '#fp'
import { invites } from '../infra/store.ts'

type Invite = { party: string; seats: number }

const hours = (n: number) => n * 3600

/** Without `forHours` an invitation stands for good. */
export const invite = (code: string, to: Invite, forHours = 0) => invites.put(code)(to, hours(forHours))

export const seatsFor = pipe(
	(code: string) => invites.get<Invite>(code),
	then(({ seats }) => seats),
	orElse(0),
)
