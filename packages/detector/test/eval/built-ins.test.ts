// What the functions of the platform give is read back to what they were given.
import { describe, expect, it } from "vitest";
import { Source } from "./source.js";

const ENTRIES = `const entries = [{ id: 1 }, { id: 2 }]; const table = { a: { id: 3 }, b: { id: 4 } };`;

describe("what a function of the platform gives", () => {
  it.each([
    // The same value
    ["structuredClone(entries)[0].id;", ["1"]],
    ["Object.freeze(table).a.id;", ["3"]],
    ["(await Promise.resolve(table)).b.id;", ["4"]],
    // A promise of several
    ["(await Promise.all([entries[0], table.a]))[1].id;", ["3"]],
    ["(await Promise.race([entries[0], table.a])).id;", ["1", "3"]],
    ["(await Promise.allSettled([table.b]))[0].value.id;", ["4"]],
    ["(await Promise.try(() => table.a)).id;", ["3"]],
    ["const load = async () => table; (await load().then((all) => all.a)).id;", ["3"]],
    [
      "const load = async () => table; (await load().catch(() => table.a)).id;",
      ["3", "{ a: { id: 3 }, b: { id: 4 } }.id"],
    ],
    // Arrays
    ["Array.from(entries)[0].id;", ["1", "2"]],
    ["Array.from([1, 2], () => table.a)[0].id;", ["3"]],
    ["entries.find(({ id }) => id === 2).id;", ["1", "2"]],
    ["entries.at(-1).id;", ["1", "2"]],
    ["entries.filter(Boolean)[0].id;", ["1", "2"]],
    ["entries.slice().reverse().pop().id;", ["1", "2"]],
    ["entries.map((entry) => table.b)[0].id;", ["4"]],
    ["entries.concat([table.a])[2].id;", ["1", "2", "3"]],
    ["[...entries].sort()[0].id;", ["1", "2"]],
    // Objects
    ["Object.values(table)[0].id;", ["3", "4"]],
    ["Object.entries(table)[0][1].id;", ["3", "4"]],
    ["Object.fromEntries([['k', table.a]]).k.id;", ["3"]],
    ["Object.assign({}, table).a.id;", ["3", "{}.a.id"]],
    // Alternatives
    ["(flag && table.a).id;", ["3"]],
    ["(flag ? table.a : table.b).id;", ["3", "4"]],
    ["let x = table.a; (x &&= table.b).id;", ["4"]],
  ] as const)("%s", (text, values) => {
    expect(new Source(`${ENTRIES} ${text}`).valuesOf()).toEqual(values);
  });
});

describe("what a function of the platform hands to a callback", () => {
  it.each([
    ["entries.map((entry) => entry.id)[0];", ["1", "2"]],
    ["entries.reduce((sum, entry) => entry.id, 0);", ["0", "1", "2"]],
    ["entries.findLast((entry) => entry).id;", ["1", "2"]],
    ["Array.from(entries, (entry) => entry.id)[0];", ["1", "2"]],
  ] as const)("%s", (text, values) => {
    expect(new Source(`${ENTRIES} ${text}`).valuesOf()).toEqual(values);
  });
});

describe("a function of the program's own", () => {
  it.each([
    // It is called like one of the platform, and does something else.
    ["function structuredClone(x) { return x.a; } structuredClone(table).id;", ["3"]],
    ["const Object = { values: () => [table.b] }; Object.values(table)[0].id;", ["4"]],
    ["const list = { find: () => table.b }; list.find().id;", ["4"]],
  ] as const)("%s", (text, values) => {
    expect(new Source(`${ENTRIES} ${text}`).valuesOf()).toEqual(values);
  });
});
