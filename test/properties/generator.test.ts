import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkUnmigrated, expectedOf, NOTE, observe, observeNotes } from "./observe.js";
import { specs } from "./program/arbitrary.js";
import { modelProgram } from "./program/model.js";
import { renderProgram } from "./program/program.js";
import { SHAPES, type Spec } from "./program/spec.js";
import { explained, runs, TIMEOUT_MS } from "./runs.js";

const valuesOf = ({ operations }: Spec): unknown[] => operations.map(({ value }) => value);

// The generator's own proof: its model is neither what programs do anyway nor what no migration could reach.
describe.each(SHAPES)("generated programs with the shape %s", (shape) => {
  it(
    "store what the model calls legacy, and fail the model, until they are migrated by hand",
    async () => {
      await fc.assert(
        fc.asyncProperty(specs(shape), async (spec) => {
          const model = modelProgram(spec);
          const program = renderProgram(spec, "unmigrated");
          const reference = renderProgram(spec, "migrated");
          await explained([program.files, reference.files], [], async () => {
            const before = await observe(program, model, valuesOf(spec));
            checkUnmigrated(before, model);
            expect(await observe(reference, model, valuesOf(spec))).toEqual(expectedOf(model));
            if (model.notes) {
              const note = [NOTE, ["gives", NOTE]];
              expect(await observeNotes(program, model.notes, NOTE)).toEqual(note);
              expect(await observeNotes(reference, model.notes, NOTE)).toEqual(note);
            }
          });
        }),
        runs(0.1),
      );
    },
    TIMEOUT_MS,
  );
});
