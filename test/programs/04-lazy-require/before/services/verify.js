'use strict';

const ATTEMPTS = 3;

// lib/ reads the environment when it is loaded: only once somebody really asks.
function store() {
	const { put, get, del } = require('../lib/kv');
	return { put, get, del };
}

class Verification {
	constructor(number) {
		this.key = `verify/${number.slice(1)}`;
	}

	async start(code) {
		const { encode } = require('../lib/codec');
		await store().put(
			this.key,
			JSON.stringify({
				value: encode({ code, left: ATTEMPTS }),
				expiration_ttl: 10 * 60, // ten minutes
			})
		);
	}

	async check(code) {
		const raw = await store().get(this.key);
		if (!raw) return 'expired';
		const payload = JSON.parse(raw);
		const { decode } = require('../lib/codec');
		const pending = decode(payload.value);
		if (pending.code === code) {
			await store().del(this.key);
			return 'verified';
		}
		return 'mismatch';
	}
}

module.exports = Verification;
module.exports.ATTEMPTS = ATTEMPTS;
