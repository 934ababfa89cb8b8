// What the demo promises, checked as it goes: one line each at the end, and the exit code.
import { bad, good, heading, printBlock } from "./print.mjs";

export function createChecks() {
  const results = [];
  return {
    /** Notes whether a promise is kept. */
    check(promise, kept) {
      results.push({ promise, kept });
    },
    /** Prints all of them and gives the exit code. */
    finish() {
      const failed = results.filter(({ kept }) => !kept);
      heading(`Checked: ${results.length - failed.length} of ${results.length}`);
      printBlock(
        results.map(({ promise, kept }) => `${kept ? good("ok  ") : bad("FAIL")} ${promise}`).join("\n"),
      );
      return failed.length === 0 ? 0 : 1;
    },
  };
}
