export class KvError extends Error {
  override readonly name = "KvError"

  constructor(
    readonly key: string,
    readonly status: number,
  ) {
    super(`KV answered ${status} for ${key}`)
  }
}
