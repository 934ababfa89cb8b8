import { FLAGGED } from "./project.js";

/** What a source or a file's name can hold to break out of a report. */
export const HOSTILE = [
  "</script><script>alert(1)</script>",
  "</style><img src=x onerror=alert(2)>",
  `"' onmouseover="alert(3)" '`,
  "<!-- --> ]]> & &lt; &amp;",
  "${alert(4)} `ticks` ``more`` |bars|",
  "\u2028\u2029\u202E",
] as const;

/** A name that a file system takes and a page or table must not be broken by. */
export const HOSTILE_NAME = `a"b' <img src=x onerror=alert(5)> |\`&lt; @someone #1 é😀.js`;

const strings = HOSTILE.map((text) => `  note(${JSON.stringify(text)});`).join("\n");

/** A write that is rewritten, with hostile text beside it, before and after. */
export const HOSTILE_SOURCE = FLAGGED.replace("{\n", `{\n${strings}\n`)
  .replace("    body", `    referrer: "${HOSTILE[5]}\u0007",\n    body`)
  .replace("3600 }),", `3600 }), // ${HOSTILE[0]} ${HOSTILE[1]}`);

/** A write that is left. */
export const LEFT = FLAGGED.replace("{ value: token,", "{ ...token,").replace("session-", "legacy-");

/** A writer and a reader of one store, the second in a file of its own. */
export const READER = `export async function load(id) {
  const response = await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/session-\${id}\`, {
    headers: { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` },
  });
  return response.ok ? (await response.json()).value : null;
}
`;
