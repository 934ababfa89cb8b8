export { issue, memberOf, scopeOf } from "./members/tokens.js";
export { checkIn, deskFor, desks, tolerantDesks } from "./members/visits.js";
