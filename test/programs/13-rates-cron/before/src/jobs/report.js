export function report (pairs, results) {
  const refreshed = []
  const failed = {}
  results.forEach((result, index) => {
    if (result.status === 'fulfilled') refreshed.push(result.value)
    else failed[pairs[index]] = result.reason.message
  })
  return { refreshed, failed }
}

/** Alerts go to the incident API, which knows `metadata` and `expiration` in its body. */
export function raiseIncident (failed, incidents) {
  return incidents.put('/v2/incidents/fx', JSON.stringify({
    value: Object.keys(failed).length,
    expiration: Math.floor(Date.now() / 1000) + 600,
    metadata: { failed }
  }))
}
