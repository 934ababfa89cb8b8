import { kvGet } from "./kv.js";

/** One key after the other; what is not there is left out. */
export async function* scan(ids: readonly string[]) {
  for (const id of ids) {
    const text = await kvGet(`call/${id}`);
    if (text !== null) yield [id, text] as const;
  }
}

export async function* texts(ids: readonly string[]) {
  for (const id of ids) yield await kvGet(`call/${id}`);
}
