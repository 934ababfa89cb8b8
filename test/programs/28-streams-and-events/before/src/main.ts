export { takeLines } from "./calls/board.js";
export { announce, begin, callers, first, snapshot } from "./calls/calls.js";
