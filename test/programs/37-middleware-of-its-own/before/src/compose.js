/** Runs functions around each other: each decides when the next one runs. */
export const compose =
  (...steps) =>
  (context) =>
    steps.reduceRight(
      (next, step) => () => step(context, next),
      () => Promise.resolve(),
    )();

/** The same, asked by position. */
export function inOrder(steps) {
  return (context) => {
    const run = async (i) => {
      if (i < steps.length) await steps[i](context, () => run(i + 1));
    };
    return run(0);
  };
}
