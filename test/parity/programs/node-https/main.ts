import https from "node:https";

const path = (key: string): string => `/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
export const put = (key: string, value: unknown, ttl: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = https.request({ host: "api.telnyx.com", path: path(key), method: "PUT", headers }, (response) => {
      response.resume().on("end", resolve);
    });
    request.on("error", reject);
    request.end(JSON.stringify({ value, expiration_ttl: ttl })); // put
  });
export const get = (key: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    https // get
      .get({ host: "api.telnyx.com", path: path(key), headers }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve(response.statusCode === 404 ? null : JSON.parse(text).value));
      })
      .on("error", reject);
  });
