var kv = require('./lib/kv');

exports.onDuty = function (shift, name, done) {
  kv.put('duty/' + shift, JSON.stringify({ value: name, expiration_ttl: 43200 }), done);
};

exports.whoIsOnDuty = function (shift, done) {
  kv.get('duty/' + shift, function (error, text) {
    done(error, text ? JSON.parse(text).value : null);
  });
};
