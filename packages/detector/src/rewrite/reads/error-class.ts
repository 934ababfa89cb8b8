import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { REMEDY, Unsafe } from "../unsafe.js";

const ASKED_FOR =
  /\binstanceof\s+([\w$.]*(?:NotFound|HTTPError|APIError|AxiosError|FetchError|RequestError|KyError|TelnyxError)[\w$]*)/g;

/**
 * The class that the error handling of a read's file asks for, as an option of its helper, so that `instanceof`
 * holds for an expired entry too.
 */
export function errorClassFor(context: Context, read: TSESTree.Node): string | undefined {
  const { text } = context.index.fileOf(read).file;
  const classes = new Set([...text.matchAll(ASKED_FOR)].map(([, name = ""]) => name));
  // What is one of the first is one of the others too.
  const precise = [/NotFound/, /HTTPError/, /APIError/]
    .map((name) => [...classes].filter((each) => name.test(each)))
    .find((found) => found.length > 0);
  const [only, ...others] = precise ?? classes;
  if (others.length > 0)
    throw new Unsafe("its error handling tells several error classes apart", REMEDY.decode);
  return only === undefined ? undefined : `errorClass: ${only}`;
}
