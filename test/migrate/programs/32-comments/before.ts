/**
 * Rate limiter.
 * @license MIT
 */

// Where the counters live.
const base = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`; // not a secret
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

/** Counts one more hit. */
export async function hit(/* who */ client: string /* an IP */): Promise<number> {
  // the old count
  const res = await fetch(`${base}/rate-${client}` /* key */, /* auth */ { headers });
  /* none yet */
  const count = res.status === 404 ? 0 : ((await res.json()) as { value: number }).value; // unwrap
  await fetch(/* same key */ `${base}/rate-${client}`, {
    method: "PUT", // upsert
    headers,
    // the window
    body: JSON.stringify({
      value: count + 1, // one more
      /* a minute */ expiration_ttl: 60, // seconds!
      // who asked for it
      metadata: { client }, /* for support */
    }), // end of body
  });
  return count + 1; // the new one
}
