// The text of one generated file: imports, then pieces until its size is reached.
import { BARREL_PACKAGES, callerParts } from "./kv.mjs";
import { CODE, NEAR_MISSES, TYPED_CODE, component, testCase } from "./blocks.mjs";
import { KV_PACKAGE, SCOPE } from "./words.mjs";
import { pick, pickSize, randomFrom } from "./random.mjs";

/** Chosen so that all files together, barrels included, come to about 4.3 kB a file. */
const SIZE = { median: 2350, spread: 1.05, most: 60_000 };

/**
 * @typedef {object} Module
 * @property {string} path in the repository
 * @property {string} packageName
 * @property {string} area the folder it stands in, whose barrel exports it
 * @property {string} file its name, with the extension
 * @property {string} name what it exports is named after; unique in its package
 * @property {"code" | "component" | "test" | "script"} kind
 * @property {number | undefined} caller its number among the files that call KV
 */

/** What other files import it by. @param {Module} module */
export const imported = ({ file }) => file.replace(/\.[jt]sx?$/, ".js");

/**
 * @param {Module} module
 * @param {{ near: readonly Module[], far: readonly Module[] }} neighbours of its folder, of other packages
 */
export function sourceOf(module, { near, far }) {
  const random = randomFrom(module.path);
  const typed = module.kind !== "script";
  const imports = [];
  const used = [];
  const blocks = [];
  if (module.kind === "component") imports.push(`import { useMemo, useState } from "react";`);
  if (module.kind === "test") imports.push(`import { describe, expect, it } from "vitest";`);
  if (random() < 0.3) imports.push(`import { join } from "node:path";`);
  for (const other of far) {
    imports.push(`import { create${other.name} } from "${SCOPE}/${other.packageName}";`);
    used.push(other.name);
  }
  if (module.caller !== undefined) {
    const { uses, blocks: calls } = callerParts(random, module.caller, module.name);
    const from = BARREL_PACKAGES.includes(module.packageName) ? "../lib/kv.js" : `${SCOPE}/${KV_PACKAGE}`;
    imports.push(`import { ${uses.join(", ")} } from "${from}";`);
    blocks.push(...calls);
  }
  for (const other of near) {
    imports.push(
      `import { create${other.name}${typed && random() < 0.4 ? `, type ${other.name}Options as Options${other.name}` : ""} } from "./${imported(other)}";`,
    );
    used.push(other.name);
  }

  for (const [share, piece] of NEAR_MISSES)
    if (random() < share) blocks.push(piece({ random, name: module.name, typed }));
  const pieces =
    module.kind === "component"
      ? [component, component, ...TYPED_CODE]
      : module.kind === "test"
        ? [testCase]
        : typed
          ? TYPED_CODE
          : CODE;
  const size = pickSize(random, SIZE);
  const head = `${imports.join("\n")}\n\n${creation(module, used, typed)}`;
  for (let length = head.length, count = 0; length < size; count += 1) {
    const piece = pick(random, pieces)({ random, name: `${module.name}${count === 0 ? "" : count}`, typed });
    blocks.splice(Math.floor(random() * (blocks.length + 1)), 0, piece);
    length += piece.length;
  }
  return [head, ...blocks].join("\n");
}

/** What other files import of a module. */
function creation({ name, file }, used, typed) {
  const options = typed
    ? `export interface ${name}Options {\n  readonly label?: string;\n  readonly limit?: number;\n}\n\n`
    : `/** @typedef {{ label?: string, limit?: number }} ${name}Options */\n\n`;
  return `${options}export function create${name}(${typed ? `options: ${name}Options = {}` : "options = {}"}) {
  const { label = "${file}", limit = 10 } = options;
  return { label, limit, parts: [${used.map((other) => `() => create${other}({ limit })`).join(", ")}] };
}
`;
}
