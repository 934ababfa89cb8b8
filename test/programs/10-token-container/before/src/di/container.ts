import type { Token } from './token';

type Factory<T> = (container: Container) => T;

export class Container {
	private readonly factories = new Map<Token<unknown>, Factory<unknown>>();
	private readonly singletons = new Map<Token<unknown>, unknown>();

	constructor(private readonly parent?: Container) {}

	register<T>(token: Token<T>, factory: Factory<T>): this {
		this.factories.set(token, factory);
		this.singletons.delete(token);
		return this;
	}

	resolve<T>(token: Token<T>): T {
		if (this.singletons.has(token)) return this.singletons.get(token) as T;
		const factory = this.factories.get(token);
		if (!factory) {
			if (this.parent) return this.parent.resolve(token);
			throw new Error(`nothing is registered for ${token.description}`);
		}
		const made = factory(this) as T;
		this.singletons.set(token, made);
		return made;
	}

	child(): Container {
		return new Container(this);
	}
}
