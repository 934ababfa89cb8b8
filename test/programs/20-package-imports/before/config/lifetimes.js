// All in seconds. Frozen, because a test once shortened them for everybody.
export const lifetimes = Object.freeze({
  magicLink: 15 * 60,
  device: Object.freeze({ code: 600, trust: 30 * 24 * 60 * 60 }),
})
