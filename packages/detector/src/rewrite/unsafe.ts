/** Why a write or a read can't be rewritten. Thrown while its parts are gathered, caught where the outcome is decided. */
export class Unsafe extends Error {
  override readonly name = "Unsafe";
}
