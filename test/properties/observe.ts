// What is to be seen of a program when its operations are called, in the terms of its model.
import { expect } from "vitest";
import { startProgram } from "./execute.js";
import { NOW, type Model, type NotesModel, type Observation, type OperationModel } from "./program/model.js";
import type { Program } from "./program/program.js";

type Runnable = Pick<Program, "files" | "entry">;

async function observeOperation(
  { files, entry }: Runnable,
  model: OperationModel,
  value: unknown,
): Promise<Observation> {
  const program = await startProgram(files, entry, NOW);
  const { load, prefix, end, legacyEnd } = model;
  const saved = await program.call(model.save, "new", value, ...model.saveArguments);
  const stored = program.stored(`${prefix}new`);
  const fresh = await program.call(load, "new");
  program.seed(`${prefix}old`, model.legacyText);
  const legacy = await program.call(load, "old");
  const missing = await program.call(load, "never");
  if (model.plain !== undefined) program.seed(`${prefix}plain`, model.plain);
  const plain = model.plain === undefined ? undefined : await program.call(load, "plain");
  const at = (time: number | undefined, id: string): Promise<Observation["atEnd"]> => {
    if (time === undefined) return Promise.resolve(undefined);
    program.setTime(time);
    return program.call(load, id);
  };
  const atEnd = await at(end, "new");
  const late = await at(end === undefined ? undefined : end + 1, "new");
  const legacyLate = await at(legacyEnd === undefined ? undefined : legacyEnd + 1, "old");
  return { saved, stored, fresh, atEnd, late, legacy, legacyLate, missing, plain };
}

/** One observation an operation, in the model's order. */
export const observe = (
  program: Runnable,
  model: Model,
  values: readonly unknown[],
): Promise<Observation[]> =>
  Promise.all(
    model.operations.map((operation, index) => observeOperation(program, operation, values[index])),
  );

export const expectedOf = ({ operations }: Model): Observation[] =>
  operations.map(({ expected }) => expected);

/** Stores a text through the program's own functions for texts: what is stored then, and what is read back. */
export async function observeNotes(
  { files, entry }: Runnable,
  { save, load, prefix }: NotesModel,
  text: string,
): Promise<readonly unknown[]> {
  const program = await startProgram(files, entry, NOW);
  await program.call(save, "n", text);
  return [program.stored(`${prefix}n`), await program.call(load, "n")];
}

/** A text of the user's own. */
export const NOTE = "a note";

/** The unmigrated program stores what the model calls legacy, and does not do what the migrated one must. */
export function checkUnmigrated(seen: readonly Observation[], model: Model): void {
  expect(seen.map(({ stored }) => stored)).toEqual(model.operations.map(({ legacyText }) => legacyText));
  for (const [index, expected] of expectedOf(model).entries()) {
    // With metadata alone the payload has the very look of an envelope.
    if (seen[index]?.stored === expected.stored) continue;
    expect(seen[index]).not.toEqual(expected);
    if (expected.late !== undefined) expect(seen[index]?.late).not.toEqual(expected.late);
  }
}
