// What a program does before and after its migration, side by side.
import type { KvServer } from "../kv-server/index.js";
import type { ClientProgram } from "./programs.js";
import { BROKEN, NOW, load } from "./run-programs.js";

const TTL_SECONDS = 60;
/** What the programs store beside the value, where they do. */
const METADATA = { by: "test" };
const VALUES: readonly unknown[] = [{ a: 1 }, "042731", { value: 3 }];

/** Executes a program and what was made of it: what differs, in words. */
export async function differences(
  { id, text, isWhole }: ClientProgram,
  output: string,
  server: KvServer,
): Promise<string[]> {
  const name = id.replaceAll(/\W/g, "-");
  const keys = (when: string): string[] => VALUES.map((_, index) => `${name}/${when}/${index}`);
  const [before, after] = await Promise.all([text, output].map((each) => load(each, server, TTL_SECONDS)));
  if (before === undefined || after === undefined) return ["it can't be loaded"];
  const putAll = (program: typeof before, when: string): Promise<string[]> =>
    Promise.all(keys(when).map((key, index) => program.put(key, VALUES[index])));
  const getAll = (program: typeof before, when: string): Promise<string[]> =>
    Promise.all(keys(when).map((key) => program.get(key)));
  const missing = await before.get(`${name}/none`);
  const failing = [await before.get(`${name}/${BROKEN}`), await before.put(`${name}/${BROKEN}`, 1)];
  const written = await putAll(before, "old");
  const given = await getAll(before, "old");
  // A program that hands on all that was stored hands on the value from now on, or `{ value }` as code that unpacks it.
  const wholes = [
    VALUES,
    VALUES.map((value) => ({ value })),
    VALUES.map((value) => ({ value, metadata: METADATA })),
  ];
  const expected = isWhole ? wholes.map((each) => each.map((one) => JSON.stringify(one))) : [given];

  const found: string[] = [];
  const compare = (
    what: string,
    seen: readonly string[],
    ...either: readonly (readonly string[])[]
  ): void => {
    const isOne = either.some((wanted) => wanted.every((one, index) => one === seen[index]));
    if (!isOne)
      found.push(`${what}: ${seen.join(" ")} instead of ${either.map((one) => one.join(" ")).join(", or ")}`);
  };
  compare("a missing key", [await after.get(`${name}/none`)], [missing]);
  compare(
    "a failure",
    [await after.get(`${name}/${BROKEN}`), await after.put(`${name}/${BROKEN}`, 1)],
    failing,
  );
  compare("a write", await putAll(after, "new"), written);
  compare("within the ttl", await getAll(after, "new"), ...expected);
  compare("stored before", await getAll(after, "old"), ...expected);
  const entries = server.entries();
  for (const key of keys("new")) {
    const stored = entries.get(key)?.toString() ?? "nothing";
    if (!stored.includes('"expires_at":')) found.push(`no envelope is stored: ${stored}`);
  }
  after.setTime(NOW + TTL_SECONDS * 1000 + 1000);
  compare(
    "past the ttl",
    await getAll(after, "new"),
    VALUES.map(() => missing),
  );
  return found;
}
