const minutes = (count: number) => count * 60;

export const limits = {
  resetLink: minutes(30),
  lockout: minutes(15),
  maxFailures: 3,
} as const;
