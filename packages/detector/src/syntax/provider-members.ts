/** The members of `{ provide: TOKEN, useFactory: … }`, as containers of NestJS and Angular take it. */
export const PROVIDER = {
  token: "provide",
  value: "useValue",
  factory: "useFactory",
  /** The tokens of what the factory is handed, in order. */
  handed: "inject",
} as const;
