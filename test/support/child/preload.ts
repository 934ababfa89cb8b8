// Runs in the child process before the program (`node --import`).
import { createRequire } from "node:module";
import { CHILD_ENV } from "../protocol.js";
import { installClock } from "./clock.js";
import { installNetwork } from "./network.js";

installClock();
installNetwork();
// The bundle is an ES module; a CommonJS program in it still calls `require`. A global rather than a line in the
// bundle, because programs declare a `require` of their own.
const requireFrom = process.env[CHILD_ENV.requireFrom];
if (requireFrom !== undefined) globalThis.require = createRequire(requireFrom);
// The program sees the environment that its test gave it, nothing of ours.
for (const name of Object.values(CHILD_ENV)) Reflect.deleteProperty(process.env, name);
