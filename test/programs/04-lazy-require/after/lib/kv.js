'use strict';

const { unwrapResponse } = require('@kv-envelope/runtime');

var BASE = 'https://api.telnyx.com/v2/storage/kvs/' + process.env.KV_NAMESPACE_ID + '/keys';

function url(key) {
	return BASE + '/' + encodeURIComponent(key);
}

function headers() {
	return {
		Authorization: 'Bearer ' + process.env.TELNYX_API_KEY,
		'Content-Type': 'application/json',
	};
}

// PUT. `body` is the request document as text.
exports.put = async function put(key, body) {
	var res = await fetch(url(key), { method: 'PUT', headers: headers(), body: body });
	if (res.status >= 400) {
		throw new Error('kv put ' + key + ' -> ' + res.status);
	}
};

// GET. Null if nobody has written the key.
exports.get = async function get(key) {
	var res = await fetch(url(key), { headers: headers() })
		.then((response) => unwrapResponse(response, { as: 'payload', legacy: true }));
	if (res.status === 404) return null;
	if (res.status >= 400) {
		throw new Error('kv get ' + key + ' -> ' + res.status);
	}
	return res.text();
};

exports.del = function (key) {
	return fetch(url(key), { method: 'DELETE', headers: headers() });
};
