'use strict';

module.exports = function log(level, message) {
	if (process.env.LOG_LEVEL === level) console.error(`[${level}] ${message}`);
};

module.exports.levels = ['debug', 'info', 'error'];
