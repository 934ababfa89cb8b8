// Walks the working directory, reads each source, and searches its bytes: the least that a run in Node can do.
const { readdirSync, readFileSync } = require("node:fs");

const WORD = Buffer.from("/storage/kvs");
let [files, found] = [0, 0];

function walk(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) walk(path);
    else if (/\.[cm]?[jt]sx?$/.test(entry.name)) {
      files += 1;
      if (readFileSync(path).includes(WORD)) found += 1;
    }
  }
}

walk(".");
console.log(`${found} of ${files} files`);
