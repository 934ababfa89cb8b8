/** Cents, rounded down. */
export const withDiscount = (cents, percent) => Math.floor((cents * (100 - percent)) / 100);
