const kv = require('../lib/documents').create();

exports.signIn = (agent, desk) => kv.put(`agent/${agent}`, { value: desk, ttl: 3600 }).then(() => true);

exports.deskOf = (agent) =>
  kv.get(`agent/${agent}`)
    .then(({ value }) => value)
    .catch((error) => {
      if (error.status === 404) return 'away';
      throw error;
    });

exports.desks = (agents) =>
  Promise.allSettled(agents.map((agent) => kv.get(`agent/${agent}`)))
    .then((answers) => answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.value : null)));
