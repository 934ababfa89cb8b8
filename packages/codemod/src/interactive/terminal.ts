import { WriteStream } from "node:tty";
import type { Args } from "../cli/args.js";
import { UsageError } from "../shared/errors.js";
import type { Io } from "../shared/io.js";
import type { Progress } from "../cli/progress.js";
import { colourWish, styleFor } from "../report/style.js";
import type { Ask } from "./prompts.js";
import { reviewWith } from "./review.js";
import type { Review } from "../run/review.js";

/**
 * A review on a terminal.
 * @param progress ends when the first question is asked.
 * @throws {UsageError} if there is no terminal that questions can be asked on.
 */
export function reviewOnTerminal({ noColor }: Args, { stdin, stdout, env }: Io, progress: Progress): Review {
  if (stdin.isTTY !== true) throw noTerminal("input");
  if (!(stdout instanceof WriteStream)) throw noTerminal("output");
  if (env["TERM"] === "dumb")
    throw new UsageError(
      "--interactive: TERM=dumb names a terminal on which no question can be drawn; allowed: another terminal, or --write without questions",
    );
  const wish = colourWish(noColor, env);
  const style = styleFor(stdout, wish);
  const inColour = style("bold", "") !== "";
  let asking: Promise<Ask> | undefined;
  // Loaded when the first question is asked: a run that finds nothing needs no questions.
  const ask: Ask = async (message, choices) => {
    asking ??= import("./prompts.js").then(({ askOn }) => askOn(stdout, inColour));
    return (await asking)(message, choices);
  };
  const review = reviewWith(
    ask,
    (text) => stdout.write(text),
    () => ({ style, columns: stdout.columns }),
  );
  return {
    ...review,
    choose: (examined) => {
      progress.end();
      return review.choose(examined);
    },
  };
}

const noTerminal = (name: "input" | "output"): UsageError =>
  new UsageError(
    `--interactive: the standard ${name} is no terminal; allowed: a terminal, or --write without questions`,
  );
