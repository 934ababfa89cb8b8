import { CartRepository } from "./repositories/cart-repository.js";
import { SessionRepository } from "./repositories/session-repository.js";

type Change = () => Promise<void>;

/** Collects what a request changes and writes it in one go when the request has succeeded. */
export class UnitOfWork {
  readonly sessions = new SessionRepository();
  readonly carts = new CartRepository();
  readonly #changes: Change[] = [];

  register(change: (unit: this) => Promise<void>): void {
    this.#changes.push(() => change(this));
  }

  async commit(): Promise<number> {
    const changes = this.#changes.splice(0);
    for (const change of changes) await change();
    return changes.length;
  }
}
