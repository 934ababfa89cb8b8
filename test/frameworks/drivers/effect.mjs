import { Effect, Option } from "effect";

export default ({ Tokens, TokensLive }) => {
  const run = (ask) => Effect.runPromise(Effect.provide(Effect.flatMap(Tokens, ask), TokensLive));
  return {
    put: () => run((tokens) => tokens.save("1", "t0ken")),
    get: () => run((tokens) => tokens.load("1")).then(Option.getOrNull),
  };
};
