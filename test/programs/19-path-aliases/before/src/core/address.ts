export const normalise = (address: string): string => address.trim().toLowerCase();
