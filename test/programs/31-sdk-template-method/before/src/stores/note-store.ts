import { KvStore } from "./kv-store.js";

export class NoteStore extends KvStore<string> {
  constructor() {
    super("note");
  }

  protected encode(item: string): string {
    return item;
  }

  protected decode(text: string): string {
    return text;
  }
}
