'use strict';

const { unwrapResponse } = require('@kv-envelope/runtime');

function Client(options) {
  this.namespace = options.namespace;
  this.headers = { Authorization: 'Bearer ' + options.apiKey };
}

Client.prototype.put = async function (key, body) {
  var response = await fetch('https://api.telnyx.com/v2/storage/kvs/' + this.namespace + '/keys/' + key, { method: 'PUT', headers: this.headers, body: body });
  if (!response.ok) throw new Error('PUT answered with ' + response.status);
};

Client.prototype.get = async function (key) {
  var response = await fetch('https://api.telnyx.com/v2/storage/kvs/' + this.namespace + '/keys/' + key, { headers: this.headers })
    .then((storedResponse) => unwrapResponse(storedResponse, { as: 'payload', legacy: true }));
  return response.ok ? response.text() : null;
};

module.exports = Client;
