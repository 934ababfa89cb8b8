import { get } from './read.ts'
import { transport, type KvConfig } from './transport.ts'
import { drop, put } from './write.ts'

export const createKv = (config: KvConfig) => {
	const send = transport(config)
	return {
		scoped: (scope: string) => ({
			get: get(send)(scope),
			put: put(send)(scope),
			drop: drop(send)(scope),
		}),
	}
}

export type Scoped = ReturnType<ReturnType<typeof createKv>['scoped']>
