import { createHash } from "node:crypto";
import { version } from "../../../package.json";
import type { RunResult } from "../../run/result.js";
import { fileTotals, itemsOf, storesOf } from "../items.js";
import type { Item } from "../items.js";
import { isLeft, nextSteps, plural } from "../next-steps.js";
import { pageScript, pageStyle } from "./assets.js";
import { Html, html, NOTHING } from "./escape.js";
import { changesSection } from "./changes.js";
import { itemsSection } from "./item-list.js";
import { leftSection } from "./left.js";
import { storeMap } from "./store-map.js";

/** A run as one page that needs nothing beside it and asks no one for anything. */
export function htmlReport(result: RunResult): string {
  const [style, script] = [pageStyle(), pageScript()];
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  const items = itemsOf(result);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="kv-envelope">
<title>kv-envelope: ${result.dryRun ? "dry run" : "migration"}</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#items">To the list of writes and reads</a>
<header>
<div>
<h1>kv-envelope</h1>
<p>${result.dryRun ? "Dry run: nothing was changed." : "Applied: the files were changed."}</p>
</div>
<button type="button" id="theme" hidden>Dark</button>
</header>
<main>
${figures(result, items)}
${leftSection(items, result)}
${faults(result)}
${list("next", "Next", nextSteps(result))}
${storeMap(storesOf(items), result.dryRun)}
${itemsSection(items, result)}
${changesSection(result)}
</main>
<footer><p>Keys: <kbd>j</kbd> <kbd>k</kbd> next and previous place, <kbd>Enter</kbd> its change, <kbd>/</kbd> filter, <kbd>Esc</kbd> all places and stores again, <kbd>t</kbd> light or dark. Made by kv-envelope ${version}.</p></footer>
<script>${new Html(script)}</script>
</body>
</html>
`.text;
}

/** The only style and script that the page may have are the ones written here, to the byte. */
const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

function figures({ dryRun, totals }: RunResult, items: readonly Item[]): Html {
  const writes = items.filter(({ access }) => access === "write").length;
  const left = items.filter(isLeft).length;
  const waiting = items.filter(({ waitsFor }) => waitsFor !== undefined).length;
  const all: readonly (readonly [number, string, string])[] = [
    [writes, "writes with verbatim fields", ""],
    [items.length - writes, "reads of their stores", ""],
    [
      items.filter(({ status }) => status === "rewritten").length,
      dryRun ? "to rewrite" : "rewritten",
      "good",
    ],
    [left, "left, to be done by hand", left > 0 ? "bad" : ""],
    ...(waiting === 0 ? [] : [[waiting, "waiting for the other phase", ""] as const]),
    [totals.changed, dryRun ? "files to change" : "files changed", ""],
    [totals.failed, "files failed", totals.failed > 0 ? "bad" : ""],
  ];
  return html`<section aria-labelledby="figures"><h2 id="figures" class="hidden">Figures</h2><dl class="figures">
${all.map(([count, label, kind]) => html`<div class="${kind}"><dt>${label}</dt><dd>${count}</dd></div>`)}
</dl><p class="dim">${plural(totals.listed, "file")} listed: ${fileTotals({ dryRun, totals })}.</p></section>`;
}

function faults({ outcomes, problems }: RunResult): Html {
  const files = outcomes.flatMap(({ file, status, reason = "" }) =>
    status === "failed" || status === "skipped" ? [`${file}: ${reason}`] : [],
  );
  return list("unknown", "Not looked into", [...files, ...problems]);
}

function list(id: string, title: string, lines: readonly string[]): Html {
  if (lines.length === 0) return NOTHING;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}
