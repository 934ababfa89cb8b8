// Pieces of ordinary code, 200 to 900 bytes each, of which the generated files are made.
import { ENTITIES, FIELDS, SENTENCES, STATES, VERBS, pascal } from "./words.mjs";
import { pick } from "./random.mjs";

/**
 * @typedef {object} Scope
 * @property {import("./random.mjs").Random} random
 * @property {string} name what the names of the piece's declarations end in: unique in its file
 * @property {boolean} typed TypeScript rather than JavaScript
 */

const TYPES = [
  "string",
  "number",
  "boolean",
  "string | null",
  "readonly string[]",
  "Date",
  "Record<string, string>",
];

/** @param {Scope} scope */
const fields = ({ random }, count) => [...new Set(Array.from({ length: count }, () => pick(random, FIELDS)))];

/** @param {Scope} scope @param {string} type */
const as = ({ typed }, type) => (typed ? `: ${type}` : "");

/** @param {Scope} scope */
function shape(scope) {
  const { random, name } = scope;
  const lines = fields(scope, 5 + Math.floor(random() * 8)).map(
    (field) =>
      `${random() < 0.25 ? `  /** ${pick(random, SENTENCES)} */\n` : ""}  ${random() < 0.5 ? "readonly " : ""}${field}${random() < 0.3 ? "?" : ""}: ${pick(random, TYPES)};\n`,
  );
  return `export interface ${name}Record {\n${lines.join("")}}\n`;
}

/** @param {Scope} scope */
function states(scope) {
  const { random, name, typed } = scope;
  const some = [...new Set(Array.from({ length: 6 }, () => pick(random, STATES)))];
  return `export const STATES_${name} = [${some.map((state) => `"${state}"`).join(", ")}]${typed ? " as const" : ""};
${typed ? `\nexport type ${name}State = (typeof STATES_${name})[number];\n` : ""}
const LABELS_${name}${as(scope, `Readonly<Record<string, string>>`)} = {
${some.map((state) => `  ${state}: "${pascal(state)} ${pick(random, ENTITIES)}",\n`).join("")}};

export function label${name}(state${as(scope, "string")}, fallback = "${pick(random, STATES)}")${as(scope, "string")} {
  return LABELS_${name}[state] ?? LABELS_${name}[fallback] ?? state;
}
`;
}

/** @param {Scope} scope */
function reduction(scope) {
  const { random, name } = scope;
  const [key = "status", amount = "total"] = fields(scope, 4);
  return `/**
 * ${pick(random, SENTENCES)}
 */
export function ${pick(random, VERBS)}${name}(items${as(scope, `readonly { readonly ${key}: string; readonly ${amount}2: number }[]`)}, limit = ${Math.floor(random() * 500)}) {
  const groups = new Map${scope.typed ? "<string, number>" : ""}();
  for (const item of items) {
    if (item.${amount}2 > limit) continue;
    // ${pick(random, SENTENCES)}
    groups.set(item.${key}, (groups.get(item.${key}) ?? 0) + item.${amount}2);
  }
  return [...groups]
    .filter(([, sum]) => sum !== 0)
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([${key}, sum]) => ({ ${key}, sum, share: sum / Math.max(1, limit) }));
}
`;
}

/** @param {Scope} scope */
function holder(scope) {
  const { random, name, typed } = scope;
  const word = pick(random, ENTITIES);
  return `export class ${name}Store {
  ${typed ? "private readonly " : ""}entries${as(scope, "Map<string, { id: string; count: number; seen: Date }>")} = new Map();

  constructor(${typed ? "private readonly limit = 500" : "limit = 500"}) {${typed ? "" : "\n    this.limit = limit;"}
    if (${typed ? "" : "this."}limit < 1) throw new RangeError(\`${word} limit must be positive, got \${${typed ? "" : "this."}limit}\`);
  }

  get size()${as(scope, "number")} {
    return this.entries.size;
  }

  touch(id${as(scope, "string")}, now = new Date())${as(scope, "boolean")} {
    const entry = this.entries.get(id);
    if (entry === undefined) {
      if (this.entries.size >= this.limit) return false;
      this.entries.set(id, { id, count: 1, seen: now });
      return true;
    }
    entry.count += 1;
    entry.seen = now;
    return true;
  }

  *older(than${as(scope, "Date")})${as(scope, "Generator<string>")} {
    for (const { id, seen } of this.entries.values()) {
      if (seen < than) yield id;
    }
  }
}
`;
}

/** @param {Scope} scope */
function choice(scope) {
  const { random, name } = scope;
  const some = [...new Set(Array.from({ length: 5 }, () => pick(random, STATES)))];
  return `export function next${name}(state${as(scope, "string")}, event${as(scope, `{ kind: string; at: number; ${pick(random, FIELDS)}?: string }`)})${as(scope, "string")} {
  switch (state) {
${some.map((state) => `    case "${state}":\n      return event.kind === "${pick(random, VERBS)}" ? "${pick(random, STATES)}" : state;\n`).join("")}    default:
      // ${pick(random, SENTENCES)}
      return event.at > Date.now() ? "${pick(random, STATES)}" : state;
  }
}
`;
}

/** @param {Scope} scope */
function parser(scope) {
  const { random, name, typed } = scope;
  const some = fields(scope, 5);
  return `const PATTERN_${name} = /^(?<${some[0]}>[a-z][\\w-]*):(?<rest>\\d{${1 + Math.floor(random() * 4)},})(?:\\/(?<tail>[^\\s"'\`]+))?$/iu;

export function parse${name}(input${as(scope, "unknown")})${as(scope, "Record<string, string> | undefined")} {
  if (typeof input !== "string" || input.trim() === "") return undefined;
  const match = PATTERN_${name}.exec(input.trim());
  if (match?.groups === undefined) {
    throw new TypeError(\`not a ${pick(random, ENTITIES)} reference: "\${input.slice(0, 40)}\${input.length > 40 ? "…" : ""}"\`);
  }
  const { ${some[0]} = "", rest = "", tail = "${pick(random, STATES)}" } = match.groups${typed ? " as Record<string, string | undefined>" : ""};
  return { ${some[0]}, rest, tail, ${some
    .slice(1)
    .map((field) => `${field}: \`\${${some[0]}}-\${rest}/${field}\``)
    .join(", ")} };
}
`;
}

/** @param {Scope} scope */
function retry(scope) {
  const { random, name, typed } = scope;
  return `export async function run${name}${typed ? "<T>" : ""}(work${as(scope, "(signal: AbortSignal) => Promise<T>")}, attempts = ${2 + Math.floor(random() * 5)})${as(scope, "Promise<T>")} {
  let last${as(scope, "unknown")};
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const controller = new AbortController();
    const timer = setTimeout(() => { controller.abort(); }, ${500 * (1 + Math.floor(random() * 8))} * (attempt + 1));
    try {
      return await work(controller.signal);
    } catch (error) {
      last = error;
      if (error instanceof TypeError) break;
    } finally {
      clearTimeout(timer);
    }
  }
  throw new Error("${pick(random, VERBS)} ${pick(random, ENTITIES)} failed", { cause: last });
}
`;
}

/** @param {Scope} scope */
function table(scope) {
  const { random, name } = scope;
  const rows = Array.from(
    { length: 4 + Math.floor(random() * 8) },
    () =>
      `  { id: "${pick(random, ENTITIES)}-${Math.floor(random() * 1e4)}", ${pick(random, FIELDS)}: ${Math.floor(random() * 900)}, note: "${pick(random, SENTENCES)}" },\n`,
  );
  return `/** ${pick(random, SENTENCES)} */
export const DEFAULTS_${name}${as(scope, "readonly Record<string, string | number>[]")} = [
${rows.join("")}];
`;
}

/** @param {Scope} scope */
export function component(scope) {
  const { random, name, typed } = scope;
  const some = fields(scope, 4);
  return `export function ${name}Panel({ items, onSelect, title = "${pascal(pick(random, ENTITIES))}" }${as(
    scope,
    `{
  items: readonly { id: string; ${some.map((field) => `${field}: string`).join("; ")} }[];
  onSelect?: (id: string) => void;
  title?: string;
}`,
  )}) {
  const [open, setOpen] = useState(${random() < 0.5});
  const visible = useMemo(() => items.filter((item) => item.${some[0]} !== "${pick(random, STATES)}"), [items]);
  return (
    <section className="${pick(random, ENTITIES)}-panel" aria-label={title}>
      <header onClick={() => { setOpen((was) => !was); }}>
        <h2>{title}</h2>
        <small>{visible.length} of {items.length}</small>
      </header>
      {open && (
        <ul>
          {visible.map((item) => (
            <li key={item.id}>
              <button type="button" disabled={onSelect === undefined} onClick={() => onSelect?.(item.id)}>
                ${some.map((field) => `<span className="${field}">{item.${field}}</span>`).join("\n                ")}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
${typed ? "" : `\n${name}Panel.displayName = "${name}Panel";\n`}`;
}

/** @param {Scope} scope */
export function testCase(scope) {
  const { random, name } = scope;
  return `describe("${pick(random, VERBS)} ${name}", () => {
  const cases = [
${Array.from({ length: 3 }, () => `    { given: "${pick(random, STATES)}", expected: "${pick(random, STATES)}", at: ${Math.floor(random() * 1e6)} },\n`).join("")}  ];

  it.each(cases)("goes from $given to $expected", ({ given, expected, at }) => {
    const events = [{ kind: "${pick(random, VERBS)}", at }, { kind: "${pick(random, VERBS)}", at: at + 1 }];
    const seen = events.map((event) => \`\${given}:\${event.kind}\`);
    expect(seen).toHaveLength(2);
    expect([given, expected]).not.toContain("");
  });

  it("${pick(random, SENTENCES).toLowerCase()}", async () => {
    const result = await Promise.resolve({ ${pick(random, FIELDS)}: "${pick(random, STATES)}" });
    expect(Object.keys(result)).toEqual(expect.arrayContaining([expect.any(String)]));
  });
});
`;
}

export const CODE = [states, reduction, holder, choice, parser, retry, table];

export const TYPED_CODE = [...CODE, shape, shape];

/**
 * What has a word in common with a KV call and is none, with the share of files that have it.
 * @type {readonly (readonly [share: number, piece: (scope: Scope) => string])[]}
 */
export const NEAR_MISSES = [
  [
    0.05,
    (
      scope,
    ) => `export async function fetch${scope.name}(id${as(scope, "string")}, signal${as(scope, "AbortSignal | null = null")}${scope.typed ? "" : " = null"})${as(scope, "Promise<unknown>")} {
  const response = await fetch(\`/api/v1/${pick(scope.random, ENTITIES)}s/\${encodeURIComponent(id)}\`, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(\`${pick(scope.random, ENTITIES)} \${id}: \${response.status}\`);
  return await response.json();
}
`,
  ],
  [
    0.01,
    (
      scope,
    ) => `export async function replace${scope.name}(id${as(scope, "string")}, value${as(scope, "unknown")})${as(scope, "Promise<void>")} {
  const response = await fetch(\`https://api.acme.example/${pick(scope.random, ENTITIES)}s/\${id}\`, { method: "PUT", body: JSON.stringify({ value, updatedAt: Date.now() }) });
  if (response.status >= 400) throw new Error(await response.text());
}
`,
  ],
  [
    0.03,
    (
      scope,
    ) => `export function annotate${scope.name}(event${as(scope, "{ id: string; metadata?: Record<string, string> }")}, source${as(scope, "string")}) {
  return { ...event, metadata: { ...event.metadata, source, region: "${pick(scope.random, STATES)}" } };
}
`,
  ],
  [
    0.02,
    (
      scope,
    ) => `const cache${scope.name} = new Map${scope.typed ? "<string, { value: unknown; expiresAt: number }>" : ""}();

export function memo${scope.name}(key${as(scope, "string")}, value${as(scope, "unknown")}, ttl = ${60 * (1 + Math.floor(scope.random() * 60))}) {
  const entry = cache${scope.name}.get(key);
  if (entry !== undefined && entry.expiresAt > Date.now()) return entry.value;
  cache${scope.name}.set(key, { value, expiresAt: Date.now() + ttl * 1000 });
  return value;
}
`,
  ],
  [
    0.01,
    (
      scope,
    ) => `export function mount${scope.name}(router${as(scope, "{ put(path: string, handler: (request: { params: { id: string } }) => unknown): void }")})${as(scope, "void")} {
  router.put("/${pick(scope.random, ENTITIES)}s/:id", (request) => ({ id: request.params.id, storage: "${pick(scope.random, STATES)}" }));
}
`,
  ],
];
