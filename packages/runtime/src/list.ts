import { refuse } from "./check.js";
import type { ListOptions, ListPage, RawStore } from "./store.js";

/** A page of the list; throws where it has no end. */
export async function listPage(
  store: Pick<RawStore, "list">,
  prefix: string,
  cursor: string | undefined,
  limit: number,
): Promise<ListPage> {
  const request: ListOptions = { limit };
  // Left out and not undefined: a store may build a query string of all that it is given.
  if (prefix) request.prefix = prefix;
  if (cursor) request.cursor = cursor;
  const page = (await store.list?.(request)) ?? { keys: [], list_complete: true };
  if (!page.list_complete && (!page.cursor || page.cursor === cursor))
    refuse("store.list's cursor", "new until list_complete", page.cursor);
  return page;
}

/** The service's largest page. */
export const PAGE_SIZE = 1000;

/**
 * Hands all pages of the list to `look`, one after the other.
 * (No generator: TypeScript's `lib` ES2017, which may be all that a project has, knows none that are asynchronous.)
 */
export async function eachPage(
  store: Pick<RawStore, "list">,
  prefix: string,
  look: (keys: ListPage["keys"]) => void,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await listPage(store, prefix, cursor, PAGE_SIZE);
    look(page.keys);
    cursor = page.list_complete ? undefined : page.cursor;
  } while (cursor);
}
