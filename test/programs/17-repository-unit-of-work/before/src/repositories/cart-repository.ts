import { totalOf, type Cart } from "../domain/cart.js";
import { Repository } from "../infra/repository.js";

const DAY = 24 * 60 * 60;

export class CartRepository extends Repository<Cart> {
  protected readonly collection = "cart";
  protected readonly lifetime = 7 * DAY;

  /** A cart is never stored with a stale total; an empty one need not be kept for a week. */
  override async save(id: string, cart: Cart): Promise<void> {
    const priced = { ...cart, totalCents: totalOf(cart) };
    await super.save(id, priced, cart.lines.length === 0 ? DAY : undefined);
  }
}
