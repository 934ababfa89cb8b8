import { Validator } from "@cfworker/json-schema";
import type { Schema } from "@cfworker/json-schema";
import schema from "../../schema/report.json";
import { messageOf } from "../shared/errors.js";
import type { JsonReport } from "../report/json.js";

const isSchema = (value: object): value is Schema => "$defs" in value;

const validator = new Validator(isSchema(schema) ? schema : false, "2020-12", false);

/** A report, or what is wrong with a text that should be one. */
type Read =
  | { readonly report: JsonReport; readonly fault?: undefined }
  | { readonly report?: undefined; readonly fault: string };

/** Reads a JSON report, and holds it against the published schema: nothing else is taken for one. */
export function reportFault(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { fault: messageOf(error) };
  }
  if (isReport(value)) return { report: value };
  const [error] = validator.validate(value).errors.slice(-1);
  return {
    fault: error === undefined ? "it does not match the schema" : `${error.instanceLocation}: ${error.error}`,
  };
}

const isReport = (value: unknown): value is JsonReport => validator.validate(value).valid;
