export class StorageError extends Error {
  constructor(
    readonly operation: "find" | "save" | "remove",
    readonly status: number,
  ) {
    super(`storage: ${operation} answered ${status}`);
    this.name = "StorageError";
  }
}
