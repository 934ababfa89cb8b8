import { dispatch } from "./dispatch.js";

export const leaveNote = (id: string, text: string): Promise<void> =>
  dispatch({ type: "put", key: `note/${id}`, payload: { value: text, expiration_ttl: 3600 } });
