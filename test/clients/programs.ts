// Small programs, generated: a client × how its answer is opened × how that is taken apart × how a missing key and a
// failure are treated × what else the client is given.
import { Draw } from "./draw.js";
import type { ClientParts, Extra, Form, Lenience, Mode } from "./client-parts.js";
import { HELPERS, TAKES, trying, type Take } from "./parts.js";

export interface ClientProgram {
  readonly id: string;
  readonly client: string;
  /** What was drawn, for the table and for who reads a failure. */
  readonly choices: readonly string[];
  readonly text: string;
  readonly isWhole: boolean;
}

const ROOT = "`${process.env.TELNYX_BASE_URL}/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`";
const HEAD = `const root = ${ROOT};
const url = (key) => \`\${root}/\${key}\`;
const headers = { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` };`;

const FIELDS = ["expiration_ttl: ttl", "ttl", 'expiration_ttl: ttl, metadata: { by: "test" }'];

/** The programs of one client, the first `count` of its numbers. */
export function programsOf(parts: ClientParts, count: number): ClientProgram[] {
  const programs = new Map<string, ClientProgram>();
  // The same choices may come again: each program is made once.
  for (let number = 0; programs.size < count && number < count * 20; number++) {
    const program = programOf(parts, number);
    if (!programs.has(program.text)) programs.set(program.text, program);
  }
  return [...programs.values()];
}

function programOf(parts: ClientParts, number: number): ClientProgram {
  const draw = new Draw(number * 7919 + parts.name.length);
  const form = draw.of(parts.forms);
  const extra = parts.extras.length > 0 && draw.oneIn(3) ? draw.of(parts.extras) : undefined;
  const mode = draw.of(parts.modes);
  const lenience = draw.of(mode.lenient ? parts.lenient : parts.throwing);
  const take = draw.of(TAKES);
  return programWith(parts, `${parts.name} ${number}`, {
    form,
    extra,
    mode,
    lenience,
    take,
    fields: draw.of(FIELDS),
  });
}

/** What a program is put together of. */
export interface Choices {
  readonly form: Form;
  readonly extra: Extra | undefined;
  readonly mode: Mode;
  readonly lenience: Lenience;
  readonly take: Take;
  /** What is written beside the value. */
  readonly fields: string;
}

export function programWith(parts: ClientParts, id: string, choices: Choices): ClientProgram {
  const { form, extra, mode, lenience, take, fields } = choices;
  const options = [mode.options, lenience.options, extra?.options].filter((text) => text !== undefined);
  const made = form.make((form.atMaking === true ? options : []).join(", "));
  const read = form.read((form.atMaking === true ? [] : options).join(parts.separator ?? ", "));
  const body = mode.body(read, lenience, (doc) => take.text(doc));
  const text = [
    ...parts.imports,
    HEAD,
    HELPERS,
    made,
    extra?.setup?.(form.instance) ?? "",
    `export const save = async (key, value, ttl) => { ${form.write(`{ value, ${fields} }`)} };`,
    `export async function load(key) {\n  ${trying(body, lenience.handler)}\n}`,
  ];
  return {
    id,
    client: parts.name,
    choices: [form.name, mode.name, lenience.name, take.name, extra?.name ?? "nothing else"],
    text: `${text.filter((part) => part !== "").join("\n")}\n`,
    isWhole: take.isWhole === true,
  };
}
