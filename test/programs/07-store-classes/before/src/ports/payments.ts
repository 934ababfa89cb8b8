/** Structural, so that the payment vendor's package stays out of this layer. */
export interface PaymentPort {
  write(id: string, charge: { value: number; metadata: Record<string, string>; expiration?: number }): Promise<{ id: string }>;
}

export abstract class Deposit {
  constructor(protected readonly port: PaymentPort) {}

  /** `metadata` and `expiration` are the vendor's own and do what they say. */
  take(reservation: string, amount: number, until: number) {
    return this.port.write(reservation, { value: amount, metadata: { reservation }, expiration: until });
  }
}

export class CardDeposit extends Deposit {
  override take(reservation: string, amount: number, until: number) {
    return super.take(reservation, Math.round(amount * 100), until);
  }
}
