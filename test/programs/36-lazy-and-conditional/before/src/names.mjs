export const carrier = (number) => `carrier/${number}`;
export const card = (number) => `card/${number}`;
