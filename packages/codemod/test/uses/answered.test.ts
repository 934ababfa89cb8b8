// What a program answers others with changes for them, where nothing in the program takes the value out.
import { describe, expect, it } from "vitest";
import { migrateFile } from "../../src/index.js";

const programOf = (answer: string): string => `import express from "express";
import { NextResponse } from "next/server";
const url = (key: string) => \`https://api.telnyx.com/v2/storage/kvs/n/keys/\${key}\`;
export const save = (key: string, value: unknown) =>
  fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });
${answer}
`;
const NOTE =
  /^what is answered at line 6, column \d+ is the value itself from now on, where it was the object around it: /;

const notesOf = (answer: string): readonly string[] => {
  const { reads } = migrateFile({ text: programOf(answer), fileName: "a.ts" });
  return reads.flatMap(({ notes }) => notes ?? []);
};

describe("a read that others are answered with is rewritten, and the note says what changes for them", () => {
  it.each([
    [
      "an express handler",
      "express().get('/:key', async (req, res) => { const r = await fetch(url(req.params.key)); res.json(await r.json()); });",
    ],
    [
      "text",
      "express().get('/:key', async (req, res) => { res.send(await (await fetch(url('a'))).text()); });",
    ],
    ["a response", "export const GET = async () => Response.json(await (await fetch(url('a'))).json());"],
    [
      "a framework's response",
      "export const GET = async () => NextResponse.json(await (await fetch(url('a'))).json());",
    ],
  ])("%s", (_what, answer) => {
    expect(notesOf(answer)).toEqual([expect.stringMatching(NOTE)]);
  });

  it.each([
    [
      "where the value is taken out of it",
      "express().get('/:key', async (req, res) => { res.json((await (await fetch(url('a'))).json()).value); });",
    ],
    [
      "where it is logged",
      "express().use(async (req, res) => { req.log.info(await (await fetch(url('a'))).text()); });",
    ],
  ])("but not %s", (_where, answer) => {
    expect(notesOf(answer)).toEqual([]);
  });
});
