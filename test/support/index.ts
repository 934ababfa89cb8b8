// The harness of the tests that run what is migrated: programs in processes of their own, against the loopback KV server.
export { createProgramDir, type ProgramDir } from "./program-dir.js";
export {
  request,
  runProgram,
  runSteps,
  type ProgramOptions,
  type ProgramRun,
  type RunOptions,
} from "./run-program.js";
export type { PlainResponse, Step, ThrownError } from "./protocol.js";
export type { ScenarioContext } from "./child/scenario.js";
