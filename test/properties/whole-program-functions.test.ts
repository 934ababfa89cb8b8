import { describeShape } from "./whole-program.js";

// Two files, so that two cores share the run.
for (const shape of ["fetch", "url-helper", "request", "retry", "curried"] as const) describeShape(shape);
