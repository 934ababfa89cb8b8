export { leaveNote } from "./commands/notes.js";
export { pinOf, setPin } from "./pins/pins.js";
export { recall, remember } from "./quotes/quotes.js";
