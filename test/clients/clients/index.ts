// The clients that are claimed, each with the forms, modes and additions that programs use.
import type { ClientParts } from "../client-parts.js";
import { AXIOS } from "./axios.js";
import { fetchLike } from "./fetch.js";
import { GOT } from "./got.js";
import { KY } from "./ky.js";
import { NODE_HTTP } from "./node-http.js";
import { OFETCH } from "./ofetch.js";
import { SUPERAGENT } from "./superagent.js";
import { SDK } from "./telnyx.js";
import { UNDICI } from "./undici.js";

export const CLIENTS: readonly ClientParts[] = [
  fetchLike("fetch", [], "fetch"),
  fetchLike("undici fetch", ['import { fetch as send } from "undici";'], "send"),
  fetchLike("node-fetch", ['import nodeFetch from "node-fetch";'], "nodeFetch"),
  AXIOS,
  GOT,
  KY,
  OFETCH,
  SUPERAGENT,
  UNDICI,
  NODE_HTTP,
  SDK,
];
