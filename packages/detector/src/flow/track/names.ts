import type { FileIndex } from "../../syntax/file-index.js";
import { Visited } from "./state.js";
import type { State } from "./state.js";
import type { Tracking } from "./tracking.js";

/** Takes what is kept under a name to wherever a member of that name is read, in whatever object. */
export class NameTracking {
  private readonly tracking: Tracking;
  private readonly files: FileIndex[] = [];
  private readonly known = new Map<string, { readonly visited: Visited; readonly all: State[] }>();

  constructor(tracking: Tracking) {
    this.tracking = tracking;
  }

  add(file: FileIndex): void {
    this.files.push(file);
    for (const [name, { all }] of this.known) for (const state of all) this.readIn(file, name, state);
  }

  named(name: string, state: State): void {
    const known = this.known.get(name) ?? { visited: new Visited(), all: [] };
    this.known.set(name, known);
    const followed = known.visited.add(name, { ...state, within: undefined });
    if (followed === undefined) return;
    known.all.push(followed);
    for (const file of this.files) this.readIn(file, name, followed);
  }

  private readIn(file: FileIndex, name: string, state: State): void {
    for (const node of file.membersNamed(name)) {
      if (node.type === "MemberExpression") this.tracking.value(node, state);
      else this.tracking.bind(node.value, state);
    }
  }
}
