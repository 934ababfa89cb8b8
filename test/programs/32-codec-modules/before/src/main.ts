export { load, lock, lockedBy, page, save } from "./drafts/drafts.js";
