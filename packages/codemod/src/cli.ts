#!/usr/bin/env node
import { systemCode } from "./shared/errors.js";
import { main } from "./cli/main.js";
import { Signals } from "./cli/signals.js";

// `kv-envelope | head` closes the pipe early: that is no fault of the run.
process.stdout.on("error", (error) => {
  if (systemCode(error) !== "EPIPE") throw error;
});
const signals = new Signals(process);
// Set, not exited with: a pipe must take all of the output first.
process.exitCode = await main(process.argv.slice(2), process, signals);
signals.endAsHeard();
