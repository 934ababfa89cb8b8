// The newest majors of the clients, as far as they are called in another way than those that the tests have installed.
import type { ClientParts } from "../client-parts.js";
import { GOT } from "../clients/got.js";
import { KY } from "../clients/ky.js";
import { UNDICI } from "../clients/undici.js";
import { fetchLike } from "../clients/fetch.js";
import { bodyCatch } from "../parts.js";

/** What is imported instead of what is installed, in these versions. */
export const NEWEST = { got: "16.1.0", ky: "2.1.0", undici: "8.13.1" } as const;

/** ky 2: `prefix`, hooks that are given one object, and an error that has read the body. */
const KY_2: ClientParts = {
  ...KY,
  name: "ky 2",
  forms: KY.forms.map((form) => ({
    ...form,
    make: (options) => form.make(options).replace("prefixUrl:", "prefix:"),
  })),
  throwing: KY.throwing.map((each) =>
    each.handler?.name.includes("response?.json()") === true
      ? { name: "by error.data", handler: bodyCatch("error.data") }
      : each,
  ),
  extras: [
    ...KY.extras.filter(({ options = "" }) => !options.includes("hooks:")),
    {
      name: "beforeRequest",
      options: 'hooks: { beforeRequest: [({ request }) => { request.headers.set("x-trace", "1"); }] }',
    },
    {
      name: "beforeRequest that looks",
      options: "hooks: { beforeRequest: [({ request }) => { seen.push(request.url); }] }",
      setup: () => "const seen = [];",
    },
    {
      name: "afterResponse that logs",
      options: "hooks: { afterResponse: [({ response }) => { console.groupEnd(response.status); }] }",
    },
    {
      name: "beforeError",
      options: 'hooks: { beforeError: [({ error }) => Object.assign(error, { name: "KvError" })] }',
    },
  ],
};

export const NEWEST_CLIENTS: readonly ClientParts[] = [
  KY_2,
  { ...GOT, name: "got 16" },
  { ...UNDICI, name: "undici 8 request" },
  fetchLike("undici 8 fetch", ['import { fetch as send } from "undici";'], "send"),
];
