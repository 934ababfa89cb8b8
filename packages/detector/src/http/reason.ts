/** Why something is left as it is, and what a person does about it. */
export interface Reason {
  /** One short clause, as a linter shows it. */
  readonly why: string;
  readonly remedy: string;
}

/** A reason in one sentence. */
export const textOfReason = ({ why, remedy }: Reason): string => `${why}: ${remedy}`;
