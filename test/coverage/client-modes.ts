// Each client and way to read its answer, in the programs that `test/clients` makes, executes and compares.
import { migrateFile } from "@kv-envelope/codemod";
import { CLIENTS } from "../clients/clients/index.js";
import type { ClientParts, Extra, Mode } from "../clients/client-parts.js";
import { TAKES } from "../clients/parts.js";
import { programWith } from "../clients/programs.js";
import { countCell, type Cell, type Group, type Place, type Row } from "./table.js";

const source = "test/clients/clients";

/** The file that describes a client. */
const FILES: Readonly<Record<string, string>> = {
  "undici fetch": "fetch",
  "node-fetch": "fetch",
  "undici request": "undici",
  "node:http": "node-http",
};

/** A row for each way to read, without anything else, and one for each addition, with the first way that goes with it. */
function rowsOf(parts: ClientParts): Row[] {
  const test: Place = { path: `${source}/${FILES[parts.name] ?? parts.name}.ts` };
  const [plain] = parts.modes;
  // A way that is there with and without an error is one.
  const modes = parts.modes.filter(
    ({ name }, position) => parts.modes.findIndex((other) => other.name === name) === position,
  );
  return [
    ...modes.map((mode) => rowOf(parts, `${parts.name}: ${mode.name}`, mode, undefined, test)),
    ...(plain === undefined ? [] : parts.extras).flatMap((extra) =>
      plain === undefined ? [] : rowOf(parts, `${parts.name}, with ${extra.name}`, plain, extra, test),
    ),
  ];
}

/** Of the ways to call the client, in how many it is rewritten, and why not in others. */
function rowOf(parts: ClientParts, shape: string, mode: Mode, extra: Extra | undefined, test: Place): Row {
  const [lenience] = mode.lenient ? parts.lenient : parts.throwing;
  const [take] = TAKES;
  if (lenience === undefined || take === undefined) throw new Error(`${shape}: nothing to make a program of`);
  const migrations = parts.forms.map((form) => {
    const { text } = programWith(parts, shape, {
      ...{ form, extra, mode, lenience, take },
      fields: "expiration_ttl: ttl",
    });
    return migrateFile({ text, fileName: "program.mjs" });
  });
  const isDone = ({ status }: { readonly status: string }): boolean => status === "rewritten";
  const count = (kind: "findings" | "reads"): Cell[] => {
    const done = migrations.filter((each) => each[kind].length > 0 && each[kind].every(isDone)).length;
    return done === 0 ? [] : [countCell(done, migrations.length, "missed", test)];
  };
  const reasons = migrations.flatMap(({ findings, reads }) =>
    [...reads, ...findings]
      .flatMap(({ reason }) => (reason === undefined ? [] : [withoutPlaces(reason)]))
      .slice(0, 1),
  );
  const reported = [...new Set(reasons)].map((text): Cell => ({ verdict: "reason", text, test }));
  return { shape, cells: { write: count("findings"), read: count("reads"), reported } };
}

/** Places are those of a program that is not shown. */
const withoutPlaces = (reason: string): string => reason.replaceAll(/ \((?:line )\d+, column \d+\)/g, "");

export function clientModes(): Group {
  return {
    title: "Clients, and how their answers are read",
    source,
    tests: ["test/clients/matrix.extended.test.ts", "test/clients/newest/newest.extended.test.ts"],
    rows: CLIENTS.flatMap(rowsOf),
  };
}
