// A framework as it declares itself: contexts by ambient interfaces, by inference and by a registry.
declare module "kit" {
  export interface RequestEvent {
    readonly platform: Readonly<App.Platform> | undefined;
    readonly params: Record<string, string>;
  }
  export type Load = (event: RequestEvent) => unknown;
  export interface Registry {}
  export function resolve<K extends keyof Registry>(name: K): Registry[K];
  export function builder<C>(make: () => C): { query<R>(run: (options: { ctx: C }) => R): () => R };
  export function latest<T>(value: T): { readonly current: T };
  export function cached<T>(): { get(key: string): T | undefined; put(key: string, value: string, options: object): void };
}
