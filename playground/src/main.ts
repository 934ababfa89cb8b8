import AnalysisWorker from "./analysis/worker.js?worker&inline";
import { EDGE_RUNTIMES, EXPIRIES, FILE_NAMES } from "./analysis/protocol.js";
import type { Answer, Program, Question } from "./analysis/protocol.js";
import { ResultView, SourceEditor } from "./page/editors.js";
import { EXAMPLES, first } from "./page/examples.js";
import { listFindings, summaryOf } from "./page/findings.js";
import { hashOf, oneOf, programIn } from "./page/share.js";

/** How long nobody has typed before the program is looked at. */
const QUIET_MS = 150;

function element<T extends Element>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${id}`);
}

const selects = {
  example: element("example", HTMLSelectElement),
  fileName: element("fileName", HTMLSelectElement),
  expiry: element("expiry", HTMLSelectElement),
  edgeRuntime: element("edgeRuntime", HTMLSelectElement),
};
const state = element("state", HTMLElement);
const said = element("said", HTMLOutputElement);
const list = element("list", HTMLOListElement);

const offer = (select: HTMLSelectElement, texts: readonly string[]): void =>
  select.append(...texts.map((text) => new Option(text)));
offer(selects.example, ["", ...EXAMPLES.map(({ title }) => title)]);
offer(selects.fileName, FILE_NAMES);
offer(selects.expiry, EXPIRIES);
offer(selects.edgeRuntime, EDGE_RUNTIMES);

const linked = programIn(location.hash);
let program: Program = linked === undefined || "fault" in linked ? first : linked;
if (linked !== undefined && "fault" in linked) said.value = `This is the first example: ${linked.fault}.`;

const worker = new AnalysisWorker();
let asked = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const source = new SourceEditor(element("source", HTMLElement), program, onTyping);
const result = new ResultView(element("result", HTMLElement));

function onTyping(): void {
  program = { ...program, text: source.text };
  clearTimeout(timer);
  timer = setTimeout(ask, QUIET_MS);
}

function ask(): void {
  asked += 1;
  state.textContent = "Looking";
  const question: Question = { id: asked, program };
  worker.postMessage(question);
}

worker.addEventListener("message", ({ data: answer }: MessageEvent<Answer>) => {
  // Something else was typed meanwhile.
  if (answer.id !== asked) return;
  source.mark(answer.problems);
  result.show(program.text, answer.migration?.output ?? program.text, program.fileName);
  listFindings(list, answer, (line) => source.goTo(line));
  state.textContent = summaryOf(answer);
});
worker.addEventListener("error", ({ message }) => {
  state.textContent = `The page has failed: ${message}`;
});

function show(next: Program): void {
  program = next;
  selects.example.value = EXAMPLES.find(({ text }) => text === next.text)?.title ?? "";
  selects.fileName.value = next.fileName;
  selects.expiry.value = next.expiry;
  selects.edgeRuntime.value = next.edgeRuntime;
  source.show(next, onTyping);
  ask();
}

selects.example.addEventListener("change", () => {
  const chosen = EXAMPLES.find(({ title }) => title === selects.example.value);
  if (chosen !== undefined) show(chosen);
});
for (const select of [selects.fileName, selects.expiry, selects.edgeRuntime])
  select.addEventListener("change", () =>
    show({
      text: source.text,
      fileName: oneOf(FILE_NAMES, selects.fileName.value) ?? program.fileName,
      expiry: oneOf(EXPIRIES, selects.expiry.value) ?? program.expiry,
      edgeRuntime: oneOf(EDGE_RUNTIMES, selects.edgeRuntime.value) ?? program.edgeRuntime,
    }),
  );

element("share", HTMLButtonElement).addEventListener("click", () => {
  location.hash = hashOf(program);
  // From a file there may be no clipboard: the address bar holds the link all the same.
  navigator.clipboard.writeText(location.href).then(
    () => {
      said.value = "The link is copied.";
    },
    () => {
      said.value = "The link is in the address bar.";
    },
  );
});

addEventListener("hashchange", () => {
  const next = programIn(location.hash);
  if (next === undefined || hashOf(program) === location.hash) return;
  if ("fault" in next) said.value = `Nothing was loaded: ${next.fault}.`;
  else show(next);
});

show(program);
