import { FrontDesk } from "./usecases/front-desk.js";

export { stores } from "./stores/registry.js";
export { CardDeposit } from "./ports/payments.js";
export const desk = new FrontDesk("mia");
