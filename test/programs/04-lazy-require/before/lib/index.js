'use strict';

module.exports = {
	kv: require('./kv'),
	codec: require('./codec'),
	log: require('./log'),
};
