// A handler whose parameter only the framework's types describe.
import type { Load } from "kit";

export const load: Load = async ({ platform, params }) => {
  await platform?.env.SESSIONS.put("f/1", "v", { metadata: {} }); // put
  await platform?.env.FILES.put("f/1", "v", { metadata: {} });
  return [params, await platform?.env.SESSIONS.get("f/1"), await platform?.env.FILES.get("f/1")]; // get
};
