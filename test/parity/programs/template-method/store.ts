export abstract class Store {
  protected constructor(protected readonly prefix: string) {}
  async store(key: string, value: unknown, ttl: number): Promise<void> {
    await this.write(`${this.prefix}${key}`, JSON.stringify({ value, expiration_ttl: ttl })); // put, by the program
  }
  protected abstract write(key: string, body: string): Promise<void>;
}
