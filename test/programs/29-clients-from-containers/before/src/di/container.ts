type Class<T> = new () => T;

class Container {
  readonly #made = new Map<unknown, unknown>();

  registerSingleton<T>(token: Class<T>): this {
    this.#made.set(token, new token());
    return this;
  }

  resolve<T>(token: Class<T>): T {
    return this.#made.get(token) as T;
  }
}

export const container = new Container();
