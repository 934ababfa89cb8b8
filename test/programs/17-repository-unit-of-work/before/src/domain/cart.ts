export interface CartLine {
  sku: string;
  quantity: number;
  unitCents: number;
}

export interface Cart {
  lines: CartLine[];
  totalCents: number;
}

export const emptyCart = (): Cart => ({ lines: [], totalCents: 0 });

export function withLine(cart: Cart, line: CartLine): Cart {
  return { ...cart, lines: [...cart.lines, line] };
}

export const totalOf = ({ lines }: Cart): number => lines.reduce((sum, line) => sum + line.quantity * line.unitCents, 0);
