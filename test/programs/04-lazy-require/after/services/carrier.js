'use strict';

const { encodeEnvelope } = require('@kv-envelope/runtime');
const { kv, codec: { encode, decode }, log } = require('../lib');

const DAY = 86400;

function keyFor(number) {
	return 'carrier/' + number.replace(/[^0-9]/g, '');
}

/**
 * Who carries a number. A lookup costs money, and numbers are seldom ported.
 * @param {string} number
 * @param {(number: string) => Promise<{ name: string, type: string }>} lookUp
 */
async function carrierOf(number, lookUp) {
	const known = await kv.get(keyFor(number));
	if (known !== null) {
		log('debug', `carrier of ${number} is known`);
		return decode(JSON.parse(known).value);
	}
	const carrier = await lookUp(number);
	await kv.put(keyFor(number), encodeEnvelope(encode(carrier), { ttlSeconds: 30 * DAY }));
	return carrier;
}

exports.carrierOf = carrierOf;
exports.forget = (number) => kv.del(keyFor(number)).then(() => {});
