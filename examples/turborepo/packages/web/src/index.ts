/** A price as a page shows it. */
export const priceText = (perMinute: number, currency: string): string =>
  `${perMinute.toFixed(4)} ${currency} a minute`;
