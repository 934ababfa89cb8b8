// Run by a newer Node: takes programs on its input, and says what differs before and after.
import { text } from "node:stream/consumers";
import { differences } from "../differences.js";
import { startStore } from "../run-programs.js";
import type { ToRun } from "./run-newest.js";

const programs: ToRun[] = JSON.parse(await text(process.stdin));
const server = await startStore();
const found: string[][] = [];
for (const { program, output } of programs) found.push(await differences(program, output, server));
await server.close();
process.stdout.write(JSON.stringify(found));
