/**
 * Runs `work` for a name unless it is running for that name already: then all callers wait for the
 * one that is. When it has ended, well or not, the next call begins anew: nothing is kept.
 */
export function singleFlight<T>(): (name: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (name, work) => {
    const known = running.get(name);
    if (known) return known;
    const flight = work().finally(() => running.delete(name));
    running.set(name, flight);
    return flight;
  };
}
