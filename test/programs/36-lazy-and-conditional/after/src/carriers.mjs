import { encodeEnvelope } from '@kv-envelope/runtime';

const parts = () => import('./index.mjs');

export async function remember(number, name) {
  const { kv, names } = await parts();
  await kv.put(names.carrier(number), encodeEnvelope(name, { ttlSeconds: 600 }));
}

export const warm = (number, name) =>
  import('./kv.mjs').then(({ default: store }) => store.put(`carrier/${number}`, encodeEnvelope(name, { ttlSeconds: 60 })));

export const peek = (number) =>
  import('./kv.mjs')
    .then((module) => module.default.get(`carrier/${number}`))
    .then((text) => (text ? JSON.parse(text) : { value: 'unknown' }))
    .then(({ value }) => value);
