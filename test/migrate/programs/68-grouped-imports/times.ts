export const times = { seconds: 60 };
