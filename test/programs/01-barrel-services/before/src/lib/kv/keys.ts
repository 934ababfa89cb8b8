/** Every key of this service, in one place. KV allows letters, digits and - _ / = . in a key. */
export const sessionKey = (token: string) => `session/${token}`;
export const codeKey = (phone: string) => `otp/${phone.replace(/\D/g, "")}`;
