const HOUR = 3600

/** The end of the hour that has begun, in seconds since 1970. */
export function endOfHour (date) {
  const seconds = Math.floor(date.getTime() / 1000)
  return seconds - (seconds % HOUR) + HOUR
}
