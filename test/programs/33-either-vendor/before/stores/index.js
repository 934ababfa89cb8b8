const cloudflare = require('./cloudflare');
const telnyx = require('./telnyx');

exports.store = process.env.STORE === 'cloudflare' ? cloudflare : telnyx;
