export default ({ telnyxDriver }) => {
  const driver = telnyxDriver({ namespace: process.env.KV_NAMESPACE_ID, ttl: 600 });
  return { put: () => driver.setItem("page", "<p>"), get: () => driver.getItem("page") };
};
