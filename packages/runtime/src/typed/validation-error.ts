import type { SchemaIssue } from "./standard-schema.js";

/** A value is not what the store's schema asks for. */
export class ValidationError extends TypeError {
  override readonly name = "ValidationError";
  readonly key: string;
  /** `"write"`: nothing was stored. `"read"`: what is stored is of another shape. */
  readonly during: "read" | "write";
  readonly issues: readonly SchemaIssue[];

  constructor(
    key: string,
    during: "read" | "write",
    issues: readonly SchemaIssue[],
    /** What a codec's `decode` threw. */
    cause?: unknown,
  ) {
    super(
      `the value ${during === "read" ? "stored" : "to store"} under ${JSON.stringify(key)} does not fit its schema: ${issues.map(line).join("; ")}`,
      cause === undefined ? {} : { cause },
    );
    this.key = key;
    this.during = during;
    this.issues = issues;
  }
}

function line({ message, path = [] }: SchemaIssue): string {
  const keys = path.map((part) => String(typeof part === "object" ? part.key : part));
  return keys.length > 0 ? `${keys.join(".")}: ${message}` : message;
}
