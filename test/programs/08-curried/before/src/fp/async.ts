type Maybe<T> = T | undefined

/** Goes on with what is there; nothing stays nothing. */
export const then = <A, B>(fn: (a: A) => B | Promise<B>) =>
	async (given: Promise<Maybe<A>>): Promise<Maybe<B>> => {
		const a = await given
		return a === undefined ? undefined : fn(a)
	}

export const orElse = <T>(fallback: T) => async (given: Promise<Maybe<T>>): Promise<T> => (await given) ?? fallback

export const prop = <K extends string>(name: K) => <T>(object: { [key in K]: T }): T => object[name]
