#!/usr/bin/env node
import { INTERNAL_ERROR, INTERNAL_EXIT_CODE, messageOf, systemCode } from "./shared/errors.js";

// Node would end with 1, which means that findings remain.
process.on("uncaughtException", (error) => {
  process.stderr.write(`kv-envelope: ${INTERNAL_ERROR}${messageOf(error)}\n`);
  process.exit(INTERNAL_EXIT_CODE);
});
// `kv-envelope | head` closes the pipe early: that is no fault of the run.
process.stdout.on("error", (error) => {
  if (systemCode(error) !== "EPIPE") throw error;
});
// Only now, so that what is missing from an installation is told as well.
const [{ main }, { Signals }] = await Promise.all([import("./cli/main.js"), import("./cli/signals.js")]);
const signals = new Signals(process);
// Set, not exited with: a pipe must take all of the output first.
process.exitCode = await main(process.argv.slice(2), process, signals);
signals.endAsHeard();
