import { Store } from "./store.ts";

let store: Store | undefined;

/** The shared store; made on first use, as the SDK wants its key when it is constructed. */
export const desk = (): Store => (store ??= new Store("desk"));
