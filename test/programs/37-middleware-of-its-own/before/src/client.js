import { compose, inOrder } from "./compose.js";

const url = (key) =>
  `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;

const withToken = async (context, next) => {
  context.init.headers = { authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
  await next();
};

const send = async (context, next) => {
  context.response = await fetch(url(context.key), context.init);
  await next();
};

const check = async ({ response }) => {
  if (!response.ok && response.status !== 404) throw new Error(`KV answered ${response.status}`);
};

export const call = compose(withToken, send, check);
export const strictly = inOrder([withToken, send, check]);
