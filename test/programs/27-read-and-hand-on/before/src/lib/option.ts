export class Option<T> {
  private constructor(private readonly item: T | null) {}

  static of<T>(item: T | null): Option<T> {
    return new Option(item);
  }

  map<U>(change: (item: T) => U): Option<U> {
    return new Option(this.item === null ? null : change(this.item));
  }

  getOrElse(fallback: T): T {
    return this.item ?? fallback;
  }
}
