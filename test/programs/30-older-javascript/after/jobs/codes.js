const { promisify } = require('util');
const { encodeEnvelope } = require('@kv-envelope/runtime');
const kv = require('../lib/callbacks');

function issue(number, code, done) {
  kv.put(`code/${number}`, encodeEnvelope({ code }, { ttlSeconds: 300 }), done);
}

function verify(number, code, done) {
  kv.get(`code/${number}`, (error, text) => {
    if (error) {
      done(error);
      return;
    }
    if (text === null) {
      done(null, 'expired');
      return;
    }
    const { value } = JSON.parse(text);
    done(null, value.code === code ? 'ok' : 'wrong');
  });
}

exports.issue = promisify(issue);
exports.verify = promisify(verify);
