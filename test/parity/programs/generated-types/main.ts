import { env } from "@telnyx/edge-runtime";
import type { Env } from "@telnyx/edge-runtime";

export const put = (text: string) => env.QUOTAS.put("a", text, { metadata: { v: 1 } }); // put
export const putGiven = (bound: Env, text: string) => bound.QUOTAS.put("b", text, { metadata: { v: 1 } }); // put
export const putImage = (text: string) => env.IMAGES.put("a", text, { metadata: { v: "1" } });
export const get = () => env.QUOTAS.get("a"); // get
export const getGiven = (bound: Env) => bound.QUOTAS.get("b"); // get
