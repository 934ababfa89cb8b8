// A few lines in the look of Hono: the real one was more than our function's size budget allowed.
export type Next = () => Promise<void>;
export type Handler<V extends object> = (c: Context<V>, next: Next) => Promise<Response | void> | Response | void;

export class Context<V extends object> {
  res?: Response;
  readonly #vars: Partial<V> = {};
  constructor(readonly req: Request, readonly params: Record<string, string>, readonly path: string) {}

  set<K extends keyof V>(name: K, value: V[K]) { this.#vars[name] = value; }
  get<K extends keyof V>(name: K): V[K] { return this.#vars[name] as V[K]; }
  param(name: string) { return this.params[name] ?? ""; }
  json(data: unknown, status = 200) { return Response.json(data, { status }); }
  text(text: string, status = 200) { return new Response(text, { status }); }
  notFound() { return this.text("Not Found", 404); }
}

type Route<V extends object> = { method: string; pattern: string; handler: Handler<V> };

export class App<V extends object> {
  readonly routes: Route<V>[] = [];

  use(pattern: string, handler: Handler<V>) { return this.#on("*", pattern, handler); }
  get(pattern: string, handler: Handler<V>) { return this.#on("GET", pattern, handler); }
  put(pattern: string, handler: Handler<V>) { return this.#on("PUT", pattern, handler); }
  post(pattern: string, handler: Handler<V>) { return this.#on("POST", pattern, handler); }
  delete(pattern: string, handler: Handler<V>) { return this.#on("DELETE", pattern, handler); }

  route(prefix: string, app: App<V>) {
    for (const { method, pattern, handler } of app.routes) this.#on(method, prefix + (pattern === "/" ? "" : pattern), handler);
    return this;
  }

  fetch = async (req: Request): Promise<Response> => {
    const { pathname } = new URL(req.url);
    const matching = this.routes.filter(({ method, pattern }) => (method === "*" || method === req.method) && toRegExp(pattern).test(pathname));
    const params = Object.assign({}, ...matching.map(({ pattern }) => ({ ...toRegExp(pattern).exec(pathname)?.groups })));
    const c = new Context<V>(req, params, pathname);
    const run = async (index: number): Promise<void> => {
      const answer = await matching[index]?.handler(c, () => run(index + 1));
      if (answer instanceof Response) c.res = answer;
    };
    await run(0);
    return c.res ?? c.notFound();
  };

  #on(method: string, pattern: string, handler: Handler<V>) { this.routes.push({ method, pattern, handler }); return this; }
}

const toRegExp = (pattern: string) =>
  new RegExp(`^${pattern.replace(/:(\w+)/g, "(?<$1>[^/]+)").replace(/\*$/, ".*")}$`);
