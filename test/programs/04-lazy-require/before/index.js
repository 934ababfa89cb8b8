'use strict';

const Verification = require('./services/verify');
const carrier = require('./services/carrier');

const CARRIERS = { 1: { name: 'Big Wireless', type: 'mobile' }, 4: { name: 'Städtische Telefon', type: 'landline' } };

let lookups = 0;

exports.carrierOf = (number) =>
	carrier.carrierOf(number, async (asked) => {
		lookups += 1;
		return CARRIERS[asked[1]];
	});
exports.lookups = () => lookups;
exports.forget = carrier.forget;
exports.Verification = Verification;
