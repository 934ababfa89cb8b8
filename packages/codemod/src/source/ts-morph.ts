import type * as tsMorph from "ts-morph";
import { requireLazily } from "./require.js";

type TsMorph = typeof tsMorph;

const isTsMorph = (value: unknown): value is TsMorph =>
  typeof value === "object" && value !== null && "Project" in value && "ts" in value;

/** ts-morph, for what needs a project. It brings a TypeScript of its own and takes 0.2 s to load: only who asks pays. */
export function loadTsMorph(): TsMorph {
  const loaded = requireLazily("ts-morph");
  if (!isTsMorph(loaded)) throw new Error("ts-morph is not the version that this package needs");
  return loaded;
}
