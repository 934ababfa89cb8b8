export const PAIRS = Object.freeze(['EUR-USD', 'EUR-GBP', 'USD-JPY'])

export const pairOf = (from, to) => `${from}-${to}`.toUpperCase()

export const rateKey = pair => `fx/${pair}`
