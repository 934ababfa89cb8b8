/** A setting of the function's environment; a missing one is an error at the start, not at the first request. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
}
