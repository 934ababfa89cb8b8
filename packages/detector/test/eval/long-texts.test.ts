// A text of hundreds of parts is written as deep as it has parts, and followed to its end all the same.
import { expect, it } from "vitest";
import { detect } from "@kv-envelope/detector";
import { hostsFor } from "../hosts.js";

/** Empty ones, so that what is around them is a key's URL. */
const PARTS = Array.from({ length: 500 }, () => '""');

/** Each joins some parts. */
const FORMS: readonly (readonly [form: string, write: (parts: readonly string[]) => string])[] = [
  ["a sum", (parts) => parts.join(" + ")],
  ["sums within each other", (parts) => parts.reduce((sum, part) => `(${sum} + ${part})`)],
  ["asserted sums", (parts) => parts.reduce((sum, part) => `((${sum} + ${part}) as string)`)],
  ["`concat` in a chain", (parts) => parts.reduce((text, part) => `${text}.concat(${part})`)],
  [
    "asserted `concat` in a chain",
    (parts) => parts.reduce((text, part) => `(${text}.concat(${part}) as string)`),
  ],
  ["one `concat`", ([first = "", ...others]) => `${first}.concat(${others.join(", ")})`],
  ["a list", (parts) => `[${parts.join(", ")}].join("")`],
  ["a template", (parts) => `\`${parts.map((part) => `\${${part}}`).join("")}\``],
];

function findingsIn(url: string): number {
  const [host] = hostsFor("ts");
  if (host === undefined) throw new Error("no host parses TypeScript");
  const text = `export const save = (id, value) =>\n  fetch(${url}, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });\n`;
  const facts = { edgeRuntimeVersion: () => null, manifestBindings: () => [] };
  return detect(host.parse(text, "ts"), {}, facts).findings.length;
}

it.each(FORMS)("is a key's URL as %s, if the host is the service's", (_form, write) => {
  const urlAt = (host: string): string =>
    write([`"${host}"`, ...PARTS, '"/storage/kvs/"', "id", '"/keys/a"']);
  expect(findingsIn(urlAt("https://api.telnyx.com/v2"))).toBe(1);
  expect(findingsIn(urlAt("https://example.com"))).toBe(0);
});
