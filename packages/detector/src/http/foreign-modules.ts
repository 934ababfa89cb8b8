/** A module that belongs to another store's vendor: what comes from it is not Telnyx KV. */
export const isForeignVendorModule = (specifier: string): boolean =>
  /cloudflare|workers-types|wrangler|miniflare|\bdeno\b|redis|upstash|vercel|unstorage|netlify|fastly|\bnats\b|etcd/i.test(
    specifier,
  );

/** Test doubles and assertion libraries: calls on them describe a request, they do not make it. */
export const isTestDoubleModule = (specifier: string): boolean =>
  /^(nock|msw|sinon|chai|fetch-mock|axios-mock-adapter|supertest|vitest|@jest\/globals|expect|pretender|node:test|node:assert|assert)(\/|$)/.test(
    specifier,
  );
