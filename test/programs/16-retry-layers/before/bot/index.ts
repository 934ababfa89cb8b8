export { cancel, draft, find, submit } from "./orders";
export { holder, tryLock } from "./lock";
export { sendSms, tagNumber } from "../api/messages";
