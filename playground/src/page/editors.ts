import { javascript } from "@codemirror/lang-javascript";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import type { Diagnostic } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import { basicSetup, EditorView } from "codemirror";
import type { Problem, Program } from "../analysis/protocol.js";

const language = (fileName: string): Extension =>
  javascript({ typescript: /\.tsx?$/.test(fileName), jsx: /x$|js$/.test(fileName) });

const theme = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--back)" },
  ".cm-gutters": { color: "var(--quiet)", backgroundColor: "var(--raised)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-tooltip": { color: "var(--text)", backgroundColor: "var(--raised)", maxWidth: "40rem" },
});

/** The editor of a program's text, with what the rules say. */
export class SourceEditor {
  private readonly view: EditorView;

  constructor(parent: Element, program: Program, onChange: () => void) {
    this.view = new EditorView({ parent });
    this.show(program, onChange);
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Shows another program, with a history of its own. */
  show({ text, fileName }: Program, onChange: () => void): void {
    const changes = EditorView.updateListener.of(({ docChanged }) => {
      if (docChanged) onChange();
    });
    const name = EditorView.contentAttributes.of({ "aria-label": "Your code" });
    this.view.setState(
      EditorState.create({
        doc: text,
        extensions: [
          basicSetup,
          language(fileName),
          EditorView.lineWrapping,
          lintGutter(),
          theme,
          name,
          changes,
        ],
      }),
    );
  }

  /** Underlines what was found; a suggestion is a button there. */
  mark(problems: readonly Problem[]): void {
    const diagnostics = problems.map(
      ({ from, to, rule = "can't be parsed", message, suggestions }): Diagnostic => ({
        from,
        to,
        severity: "error",
        source: rule,
        message,
        actions: suggestions.map(({ title, change }) => ({
          name: title,
          apply: (view) => view.dispatch({ changes: change }),
        })),
      }),
    );
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** @param line counts from 1. */
  goTo(line: number): void {
    const { from } = this.view.state.doc.line(Math.min(line, this.view.state.doc.lines));
    this.view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    this.view.focus();
  }
}

/** What the codemod makes of a program, as a diff. */
export class ResultView {
  private readonly view: EditorView;

  constructor(parent: Element) {
    this.view = new EditorView({ parent });
  }

  show(before: string, after: string, fileName: string): void {
    const diff = before === after ? [] : [unifiedMergeView({ original: before, mergeControls: false })];
    const extensions = [
      basicSetup,
      language(fileName),
      EditorView.lineWrapping,
      theme,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ "aria-label": "The migrated code" }),
      ...diff,
    ];
    this.view.setState(EditorState.create({ doc: after, extensions }));
  }
}
