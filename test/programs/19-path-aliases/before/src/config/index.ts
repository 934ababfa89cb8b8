export { limits } from "./limits";
export { telnyx } from "./telnyx";
