'use strict';

// The value travels as base64, as the API's first manual asked for.
module.exports = {
	encode: function (value) {
		return Buffer.from(JSON.stringify(value), 'utf8').toString('base64');
	},
	decode: function (text) {
		return JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
	},
};
