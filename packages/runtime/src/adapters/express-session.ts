import { positiveOrAbsent, refuse } from "../check.js";
import { isObject, own } from "../json.js";
import type { AdapterOptions, AdapterStore, Entries } from "./entries.js";
import { entriesOf } from "./entries.js";

export type { AdapterOptions, AdapterStore } from "./entries.js";

/** How an {@link expressSessionStore} writes. Its keys begin with `session/` where `prefix` does not say otherwise. */
export interface ExpressSessionOptions extends AdapterOptions {
  /** Seconds that a session lives whose cookie has no end of its own; a day if left out. */
  readonly ttlSeconds?: number | undefined;
}

/** As far as it is needed of the module `express-session`. `S` is its `Store`. */
export interface ExpressSession<S extends object> {
  readonly Store: abstract new (...given: never[]) => S;
}

/** As far as it is needed of a session. */
interface StoredSession {
  readonly cookie: { readonly expires?: unknown };
}

/** What is called when something is done, well or not. */
type Done<T = undefined> = (error: unknown, result?: T) => void;

const DAY_SECONDS = 86_400;

/**
 * A store for express-session 1: `session({ store: expressSessionStore(session, restStore(…)), … })`.
 *
 * A session ends with its cookie, or after `ttlSeconds` where that has no end. `touch` reads and writes: in this process
 * it waits for the writes of the session before it, and those of another process it may overwrite.
 *
 * @param session what `express-session` exports: the store is made of its `Store`
 */
export function expressSessionStore<S extends object>(
  session: ExpressSession<S>,
  store: AdapterStore,
  options: ExpressSessionOptions = {},
): S {
  const Store: unknown = typeof session === "function" || isObject(session) ? session.Store : undefined;
  if (typeof Store !== "function") return refuse("session", "what express-session exports", session);
  const entries = entriesOf(store, options, "session/", "ttlSeconds");
  const { ttlSeconds = DAY_SECONDS } = options;
  positiveOrAbsent("ttlSeconds", ttlSeconds);
  const made: unknown = Reflect.construct(Store, []);
  if (!(made instanceof session.Store)) return refuse("session", "what express-session exports", session);
  return Object.assign(made, methodsOf(entries, ttlSeconds));
}

function methodsOf(entries: Entries, ttlSeconds: number): object {
  const endOf = ({ cookie }: StoredSession): number | undefined => {
    const { expires } = cookie;
    const end = expires instanceof Date || typeof expires === "string" ? +new Date(expires) : Number.NaN;
    return Number.isNaN(end) ? entries.endAfter("ttlSeconds", ttlSeconds, 1000) : end;
  };
  const read = async (sid: string): Promise<StoredSession | null> => {
    const session = (await entries.read(sid))?.value;
    return isSession(session) ? session : null;
  };
  const all = async (): Promise<Record<string, StoredSession>> => {
    const sids = await entries.keys("");
    const sessions = await entries.each(sids, read);
    // By pairs, so that a session named `__proto__` is one, too.
    return Object.fromEntries(
      sids.flatMap((sid, index) => {
        const session = sessions[index];
        return session ? [[sid, session] as const] : [];
      }),
    );
  };
  return {
    get: (sid: string, done: Done<StoredSession | null>) => tell(read(sid), done),
    set: (sid: string, session: StoredSession, done?: Done<void>) =>
      tell(entries.write(sid, session, { expiresAtMs: endOf(session) }), done),
    destroy: (sid: string, done?: Done<void>) => tell(entries.remove(sid), done),
    touch: (sid: string, session: StoredSession, done?: Done<void>) =>
      tell(
        entries.hold(sid, async (entry) => {
          const stored = (await entry.read())?.value;
          if (isSession(stored))
            await entry.write({ ...stored, cookie: session.cookie }, { expiresAtMs: endOf(session) });
        }),
        done,
      ),
    all: (done: Done<Record<string, StoredSession>>) => tell(all(), done),
    length: (done: Done<number>) =>
      tell(
        all().then((sessions) => Object.keys(sessions).length),
        done,
      ),
    clear: (done?: Done<void>) => tell(entries.clear(""), done),
  };
}

/** express-session looks into the cookie of what it is given: anything else under the prefix is no session. */
function isSession(given: unknown): given is StoredSession {
  return isObject(given) && isObject(own(given, "cookie"));
}

/** Calls back outside of the promise, so that what the callback throws is no rejection that nobody sees. */
function tell<T>(work: Promise<T>, done: Done<T> | undefined): void {
  work.then(
    (result) => queueMicrotask(() => done?.(null, result)),
    (error: unknown) => queueMicrotask(() => done?.(error)),
  );
}
