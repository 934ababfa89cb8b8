import { isHolder, refuse } from "../check.js";
import { isObject } from "../json.js";
import type { StandardSchema } from "./standard-schema.js";
import { ValidationError } from "./validation-error.js";

/** How values become JSON, and come back from it: for dates, maps, classes. */
export interface Codec<Input = unknown, Output = Input> {
  /** Gives what is stored, which has to be JSON data; a text is fine (superjson, devalue). */
  readonly encode: (value: Input) => unknown;
  /**
   * Gives the value for what is stored: a function, or a schema in the form of Standard Schema whose
   * output it is. What a function throws counts as a stored value that does not fit.
   */
  readonly decode: ((stored: unknown) => Output | PromiseLike<Output>) | StandardSchema<unknown, Output>;
}

/** Between what a program has and what is stored. */
export interface Shape<Input, Output> {
  /** The JSON data to store; not checked yet. */
  readonly toStored: (value: Input) => unknown;
  /** Throws a {@link ValidationError} where what would be read back, from `stored`, does not fit. */
  readonly assertFits: ((key: string, stored: unknown) => Promise<void>) | undefined;
  /** The value for what is stored; throws a {@link ValidationError} where that does not fit. */
  readonly toOutput: (key: string, stored: unknown, during: "read" | "write") => Promise<Output>;
}

/** The shape by a schema, by a codec, or by none: then the caller says what is stored, as with any parsed JSON. */
export function shapeOf<Input, Output>(
  schema: StandardSchema<Input, Output> | undefined,
  codec: Codec<Input, Output> | undefined,
): Shape<Input, Output> {
  if (codec === undefined) {
    if (schema === undefined)
      return {
        toStored: (value) => value,
        assertFits: undefined,
        toOutput: async (_key, stored) => Promise.resolve(stored as Output),
      };
    if (!isSchema(schema)) return refuse("schema", SCHEMA, schema);
    const toOutput = outputBy(schema);
    return {
      toStored: (value) => value,
      assertFits: async (key, stored) => {
        await toOutput(key, stored, "write");
      },
      toOutput,
    };
  }
  if (schema !== undefined) refuse("schema", "left out beside codec: it can be its decode", schema);
  if (!isObject(codec)) return refuse("codec", "{ encode, decode }", codec);
  const { encode, decode } = codec;
  if (typeof encode !== "function") return refuse("codec.encode", "a function", encode);
  if (isSchema(decode)) return { toStored: encode, assertFits: undefined, toOutput: outputBy(decode) };
  if (typeof decode !== "function") return refuse("codec.decode", `a function, or ${SCHEMA}`, decode);
  const toOutput: Shape<Input, Output>["toOutput"] = async (key, stored, during) => {
    try {
      return await decode(stored);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new ValidationError(key, during, [{ message }], error);
    }
  };
  return { toStored: encode, assertFits: undefined, toOutput };
}

function outputBy<Output>(schema: StandardSchema<unknown, Output>): Shape<unknown, Output>["toOutput"] {
  return async (key, stored, during) => {
    const result = await schema["~standard"].validate(stored);
    if (result.issues) throw new ValidationError(key, during, result.issues);
    return result.value;
  };
}

const SCHEMA = "a schema in the form of Standard Schema (zod 3.24, valibot 1, arktype 2 or later)";

/** A schema may itself be a function: arktype's are. */
function isSchema<Output>(given: Codec<never, Output>["decode"]): given is StandardSchema<unknown, Output> {
  const standard: unknown = isHolder(given) && "~standard" in given && given["~standard"];
  return isObject(standard) && typeof standard["validate"] === "function";
}
