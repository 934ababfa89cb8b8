import type { Context } from "../context.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import type { Origin } from "../../eval/origin.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import type { CallNode } from "../../syntax/nodes.js";
import { frameworkUse } from "./argument-use.js";

/** Packages whose functions make a hash, a signature or a tag of what they are given. */
const HASHING =
  /^(?:node:)?crypto$|^(?:object-hash|ohash|hash-sum|hash-object|etag|md5|sha\.js|hash\.js|crypto-js|js-sha\d+|jsonwebtoken|@noble\/hashes)(?:\/|$)/;
/** Of the platform's own module: those that are given what the hash is of, `createHash("sha256").update(text)`. */
const GIVEN = /^(?:update|write|end|hash|sign|verify)$/;
const OF_SUBTLE = /^crypto\.subtle\.(?:digest|sign)$/;
/** What shows all that an object has. */
const PRINTING = /^(?:inspect|format|formatWithOptions)$/;

/** Whether a call makes something of all that it is given which is another one for whatever differs: a hash, a print. */
export function isDigest(context: Context, call: CallNode): boolean {
  if (OF_SUBTLE.test(globalPath(context.index, call.callee) ?? "")) return true;
  const origins = originsOf(context.resolver, { node: call.callee, callContext: null });
  return origins.length > 0 && origins.every((origin) => makesDigest(context, call, origin));
}

function makesDigest(context: Context, call: CallNode, origin: Origin): boolean {
  const root = rootOrigin(origin);
  if (root.kind !== "import") return false;
  const name = origin.path.at(-1) ?? root.name;
  if (/^(?:node:)?util$/.test(root.module)) return PRINTING.test(name) && !isLogged(context, call);
  if (!HASHING.test(root.module)) return false;
  return !/^(?:node:)?crypto$/.test(root.module) || GIVEN.test(name);
}

/** What is only logged may differ: `console.log(inspect(entry))`. */
function isLogged(context: Context, { parent }: CallNode): boolean {
  return (
    parent.type === "CallExpression" &&
    (globalPath(context.index, parent.callee)?.startsWith("console.") === true ||
      frameworkUse(context, parent) === "log")
  );
}
