import { describeShape } from "./whole-program.js";

for (const shape of ["class", "factory", "subclass", "object"] as const) describeShape(shape);
