import { emptyCart, withLine, type CartLine } from "./domain/cart.js";
import { startSession } from "./domain/session.js";
import { UnitOfWork } from "./unit-of-work.js";

export async function signIn(sessionId: string, customer: string): Promise<number> {
  const unit = new UnitOfWork();
  unit.register(({ sessions }) => sessions.save(sessionId, startSession(customer)));
  unit.register(({ carts }) => carts.save(customer, emptyCart()));
  return unit.commit();
}

export async function addLine(sessionId: string, line: CartLine): Promise<string> {
  const unit = new UnitOfWork();
  const session = await unit.sessions.find(sessionId);
  if (!session) return "signed out";
  const cart = (await unit.carts.find(session.customer)) ?? emptyCart();
  unit.register(({ carts }) => carts.save(session.customer, withLine(cart, line)));
  await unit.commit();
  return "added";
}

export async function basket(customer: string) {
  const { carts } = new UnitOfWork();
  return (await carts.find(customer)) ?? null;
}

export async function keepAlive(sessionId: string): Promise<boolean> {
  return new UnitOfWork().sessions.touch(sessionId);
}

export async function signOut(sessionId: string): Promise<void> {
  await new UnitOfWork().sessions.remove(sessionId);
}
