import type { MessageHandler } from "../messages";
import onPasswordReset from "./on-password-reset";
import { onUserCreated } from "./on-user-created";
import { onUserDeleted } from "./on-user-deleted";

export const handlers: Readonly<Record<string, MessageHandler>> = {
    "user.created": onUserCreated,
    "user.deleted": onUserDeleted,
    "user.password_reset": onPasswordReset,
};
