#!/usr/bin/env node
'use strict';

const [, , number, code] = process.argv;
const Verification = require('../services/verify');

new Verification(number).check(code).then((answer) => {
	console.log(answer);
	process.exitCode = answer === 'verified' ? 0 : 1;
});
