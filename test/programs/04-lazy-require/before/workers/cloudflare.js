'use strict';

// The marketing site runs on another vendor's workers; its store takes the ttl as an option, and honours it.
exports.handler = {
	async fetch(request, env) {
		const key = new URL(request.url).pathname.slice(1);
		if (request.method === 'PUT') {
			await env.PAGES.put(key, await request.text(), { expirationTtl: 600, metadata: { by: 'cms' } });
			return new Response(null, { status: 204 });
		}
		return new Response(await env.PAGES.get(key));
	},
};

exports.purge = async function (account, namespace, key) {
	const url = `https://api.cloudflare.com/client/v4/accounts/${account}/storage/kv/namespaces/${namespace}/values/${key}`;
	await fetch(url, { method: 'PUT', body: JSON.stringify({ value: '', expiration_ttl: 60 }) });
};
