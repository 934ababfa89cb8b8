import { BINDING_TTL_OPTION, BINDING_TTL_SINCE, EDGE_RUNTIME_MODULE } from "../../kv/vocabulary.js";
import { Unsafe } from "../unsafe.js";

const SINCE = BINDING_TTL_SINCE.join(".");

/** Why a binding's write stays whose installed runtime drops the option. */
export const ignoredByBinding = (): Unsafe =>
  new Unsafe(
    `the installed ${EDGE_RUNTIME_MODULE} ignores \`${BINDING_TTL_OPTION}\``,
    `version ${SINCE} is the first that honours it`,
  );

/** What nobody can see here: that the runtime which is deployed takes the option. */
export const unknownVersionNote = `which version of ${EDGE_RUNTIME_MODULE} is installed is not seen: \`${BINDING_TTL_OPTION}\` does nothing before ${SINCE}`;
