// Effect: a service behind a tag, its layer, and programs that use it.
import { Context, Effect, Layer, Option } from "effect";
import { env } from "@telnyx/edge-runtime";

export class Tokens extends Context.Tag("Tokens")<
  Tokens,
  {
    readonly save: (id: string, token: string) => Effect.Effect<void, Error>;
    readonly load: (id: string) => Effect.Effect<Option.Option<string>, Error>;
  }
>() {}

const failed = (cause: unknown): Error => new Error("kv", { cause });

export const TokensLive = Layer.succeed(Tokens, {
  save: (id, token) =>
    Effect.tryPromise({
      try: () => env.TOKENS.put(`token/${id}`, token, { expirationTtl: 300 }), // put
      catch: failed,
    }),
  load: (id) =>
    Effect.tryPromise({ try: () => env.TOKENS.get(`token/${id}`), catch: failed }).pipe( // get
      Effect.map(Option.fromNullable),
    ),
});

export const rotate = (id: string) =>
  Effect.gen(function* () {
    const tokens = yield* Tokens;
    const before = yield* tokens.load(id);
    yield* tokens.save(id, crypto.randomUUID());
    return Option.getOrElse(before, () => "none");
  });
