import { NoteStore } from "./stores/note-store.js";
import { VerificationStore } from "./stores/verification-store.js";

const verifications = new VerificationStore();
const notes = new NoteStore();

export const begin = (id: string, phone: string, code: string) => verifications.set(id, { phone, code });
export const check = async (id: string, code: string) => (await verifications.get(id))?.code === code;
export const note = (id: string, text: string) => notes.set(id, text);
export const noteOf = (id: string) => notes.get(id);
