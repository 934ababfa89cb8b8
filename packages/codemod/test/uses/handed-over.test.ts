// What one file hands over and another one writes: events, queues, subjects that both import.
import { describe, expect, it } from "vitest";
import { migrateProgram } from "../../src/migrate.js";

const PUT =
  'fetch("https://api.telnyx.com/v2/storage/kvs/n/keys/k", { method: "PUT", body: JSON.stringify(BODY) })';
const put = (body: string): string => PUT.replace("BODY", body);
const PAYLOAD = "{ value: v, expiration_ttl: 60 }";

/** What the only finding says, or nothing. */
function reasonOf(files: Readonly<Record<string, string>>): string {
  const { findings } = migrateProgram(files);
  expect(findings.length).toBeLessThanOrEqual(1);
  return findings[0]?.reason ?? findings[0]?.status ?? "nothing";
}

describe("is found over two files, and left with the place", () => {
  it.each<[string, Record<string, string>, string]>([
    [
      "an emitter of a third one",
      {
        "bus.ts":
          'import { EventEmitter } from "node:events";\nexport class Bus extends EventEmitter {}\nexport const bus = new Bus();\n',
        "writer.ts": `import { bus } from "./bus.js";\nexport function start() { bus.on("save", (p) => { void ${put("p")}; }); }\n`,
        "main.ts": `import { bus } from "./bus.js";\nexport const save = (v: string) => bus.emit("save", ${PAYLOAD});\n`,
      },
      "bus.emit",
    ],
    [
      "an emitter that the writer exports by default",
      {
        "writer.js": `import mitt from "mitt";\nconst bus = mitt();\nexport default bus;\nbus.on("save", (p) => { void ${put("p")}; });\n`,
        "main.js": `import events from "./writer.js";\nexport const save = (v) => events.emit("save", ${PAYLOAD});\n`,
      },
      "events.emit",
    ],
    [
      "an emitter of CommonJS",
      {
        "bus.js":
          'const { EventEmitter } = require("events");\nconst bus = new EventEmitter();\nmodule.exports = { bus };\n',
        "writer.js": `const { bus } = require("./bus");\nbus.on("save", (p) => ${put("p")});\n`,
        "main.js": `const { bus } = require("./bus");\nexports.save = (v) => bus.emit("save", ${PAYLOAD});\n`,
      },
      "bus.emit",
    ],
    [
      "a list",
      {
        "queue.ts": "export const queue: any[] = [];\n",
        "writer.ts": `import { queue } from "./queue.js";\nexport async function drain() { for (;;) { const job = queue.shift(); if (!job) return; await ${put("job.body")}; } }\n`,
        "main.ts": `import { queue } from "./queue.js";\nexport const save = (v: string) => queue.push({ body: ${PAYLOAD} });\n`,
      },
      "queue.push",
    ],
    [
      "a queue of the program's own",
      {
        "queue.ts":
          "export class Queue { private items: any[] = []; add(item: any) { this.items.push(item); } take() { return this.items.shift(); } }\nexport const queue = new Queue();\n",
        "writer.ts": `import { queue } from "./queue.js";\nexport async function drain() { for (;;) { const job = queue.take(); if (!job) return; await ${put("job.body")}; } }\n`,
        "main.ts": `import { queue } from "./queue.js";\nexport const save = (v: string) => queue.add({ body: ${PAYLOAD} });\n`,
      },
      "queue.add",
    ],
    [
      "a subject",
      {
        "bus.ts": 'import { Subject } from "rxjs";\nexport const entries = new Subject<any>();\n',
        "writer.ts": `import { entries } from "./bus.js";\nentries.subscribe((p) => { void ${put("p")}; });\n`,
        "main.ts": `import { entries } from "./bus.js";\nexport const save = (v: string) => entries.next(${PAYLOAD});\n`,
      },
      "entries.next",
    ],
  ])("%s", (_, files, place) => {
    expect(reasonOf(files)).toContain(`what is written is handed over by \`${place}\``);
  });
});

it("finds nothing where another event carries it", () => {
  expect(
    reasonOf({
      "bus.ts": 'import { EventEmitter } from "node:events";\nexport const bus = new EventEmitter();\n',
      "writer.ts": `import { bus } from "./bus.js";\nbus.on("save", (p) => ${put("p")});\n`,
      "main.ts": `import { bus } from "./bus.js";\nexport const log = (v: string) => bus.emit("log", ${PAYLOAD});\n`,
    }),
  ).toBe("nothing");
});
