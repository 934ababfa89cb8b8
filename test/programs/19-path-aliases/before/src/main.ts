export { isLocked, recordFailure, unlock } from "@services/accounts";
export { redeemResetLink, requestResetLink } from "@services/reset-links";
