'use strict';

module.exports = Object.assign({}, require('./jobs/callers'), require('./jobs/codes'), require('./jobs/agents'));
