import type { AxiosRequestConfig } from 'axios';
import { toEnvelope, unwrapAxios } from '@kv-envelope/runtime';
import { http } from './http';

export interface KvBody<T> {
  value: T;
  expiration_ttl?: number;
}

const pathOf = (key: string) => `/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;

/** Nothing but paths: what is stored, and what a missing key means, is up to the feature. */
export const kvClient = {
  put: <T>(key: string, body: KvBody<T>) => http.put<void>(pathOf(key), toEnvelope(body.value, {
    ttlSeconds: body.expiration_ttl,
  })),
  get: <T>(key: string, config?: AxiosRequestConfig) => http.get<KvBody<T>>(pathOf(key), config)
    .then((response) => unwrapAxios(response, { as: 'payload', legacy: true })),
  delete: (key: string) => http.delete<void>(pathOf(key)),
};
