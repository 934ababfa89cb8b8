import superagent from "superagent";
import { keyUrl } from "./urls.js";

const token = process.env.TELNYX_API_KEY ?? "";
export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  await superagent.put(keyUrl(key)).auth(token, { type: "bearer" }).send({ value }).send({ expiration_ttl: ttl }); // put, by its imports
}
export async function get(key: string): Promise<unknown> {
  const response = await superagent.get(keyUrl(key)).auth(token, { type: "bearer" }); // get
  return response.body.value;
}
