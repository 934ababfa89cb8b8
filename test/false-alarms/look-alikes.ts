import { readFileSync, readdirSync } from "node:fs";

/** Code that looks like a Telnyx KV write and is none. */
export interface LookAlike {
  /** The file and the heading: what it is. */
  readonly name: string;
  readonly filename: string;
  readonly code: string;
}

const SECTION = /^## (?<heading>.+)\n(?<why>[^#\n].*)\n```(?<language>js|ts|tsx)\n(?<code>[^]*?)^```$/gm;

/** Reads `cases/*.md`: a heading, a line on why it is not ours, a block of code. A section that is not like that is an error. */
export function readLookAlikes(): LookAlike[] {
  const folder = new URL("./cases/", import.meta.url);
  return readdirSync(folder).flatMap((file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    const sections = [...text.matchAll(SECTION)].map(({ groups = {} }) => groups);
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    const unread = headings.filter((heading) => !sections.some((section) => section["heading"] === heading));
    if (unread.length > 0)
      throw new Error(`${file}: not a heading, a line and a block of code: ${unread.join("; ")}`);
    return sections.map(({ heading = "", language = "", code = "" }) => ({
      name: `${file}: ${heading}`,
      filename: `file.${language}`,
      code,
    }));
  });
}
