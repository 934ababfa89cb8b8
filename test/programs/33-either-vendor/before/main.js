const { store } = require('./stores');

exports.shorten = async (slug, url) => {
  await store.put(`link/${slug}`, JSON.stringify({ value: url, expiration_ttl: 86400 }));
};

exports.follow = async (slug) => {
  const text = await store.get(`link/${slug}`);
  return text === null ? null : JSON.parse(text).value;
};
