import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  ApplyWorkspaceEditRequest,
  CodeAction,
  CodeActionRequest,
  ConfigurationRequest,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from "vscode-languageserver-protocol/node";
import type { Diagnostic, ProtocolConnection, Range, TextEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Project } from "../support/project.js";

const serverFolder = path.dirname(
  createRequire(import.meta.url).resolve("vscode-langservers-extracted/package.json"),
);

/** What the extension of VS Code sends where the user has set nothing. */
const DEFAULT_SETTINGS = {
  validate: "on",
  packageManager: "npm",
  useESLintClass: false,
  // ESLint 10 has its flat class under the usual name; this setting asks for the place where ESLint 8 had it.
  experimental: { useFlatConfig: false },
  codeAction: {
    disableRuleComment: { enable: true, location: "separateLine", commentStyle: "line" },
    showDocumentation: { enable: true },
  },
  codeActionOnSave: { mode: "all" },
  format: false,
  quiet: false,
  onIgnoredFiles: "off",
  options: {},
  rulesCustomizations: [],
  run: "onType",
  problems: { shortenToSingleLine: false },
  nodePath: null,
  workingDirectory: { mode: "location" },
};

/** VS Code's side of its ESLint language server: one workspace, and the documents that are open in it. */
export class Editor {
  /** Pages that the server asked to have opened. */
  readonly openedPages: string[] = [];
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly server: ProtocolConnection;
  private readonly documents = new Map<string, TextDocument>();
  private readonly project: Project;

  private constructor(project: Project) {
    this.project = project;
    this.process = spawn(
      process.execPath,
      [path.join(serverFolder, "bin", "vscode-eslint-language-server"), "--stdio"],
      { cwd: project.root },
    );
    this.server = createProtocolConnection(
      new StreamMessageReader(this.process.stdout),
      new StreamMessageWriter(this.process.stdin),
    );
    const workspaceFolder = { uri: this.uriOf(""), name: "workspace" };
    this.server.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(() => ({ ...DEFAULT_SETTINGS, workspaceFolder })),
    );
    this.server.onRequest(RegistrationRequest.type, () => undefined);
    this.server.onRequest(DiagnosticRefreshRequest.type, () => undefined);
    this.server.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
      for (const change of edit.documentChanges ?? [])
        if ("edits" in change)
          this.apply(
            change.textDocument.uri,
            change.edits.filter((each) => "newText" in each),
          );
      return { applied: true };
    });
    this.server.onRequest("eslint/openDoc", ({ url }: { url: string }) => {
      this.openedPages.push(url);
      return {};
    });
    this.server.listen();
  }

  /** Starts the server on a project's folder. */
  static async start(project: Project): Promise<Editor> {
    const editor = new Editor(project);
    const codeActionKind = { valueSet: ["quickfix"] };
    await editor.server.sendRequest(InitializeRequest.method, {
      processId: process.pid,
      workspaceFolders: [{ uri: editor.uriOf(""), name: "workspace" }],
      capabilities: {
        textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind } }, diagnostic: {} },
        workspace: {
          applyEdit: true,
          configuration: true,
          workspaceFolders: true,
          workspaceEdit: { documentChanges: true },
        },
      },
    });
    await editor.server.sendNotification(InitializedNotification.type, {});
    return editor;
  }

  async open(file: string, languageId: string): Promise<void> {
    const uri = this.uriOf(file);
    const text = this.project.read(file);
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.server.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** What is marked in an open document. */
  async diagnostics(file: string): Promise<Diagnostic[]> {
    const report = await this.server.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: this.uriOf(file) },
    });
    if (report.kind !== "full")
      throw new Error("the server said that nothing has changed, of which it was not asked");
    return report.items;
  }

  /** What the light bulb offers at a diagnostic. */
  async actions(file: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
    const { range } = diagnostic;
    const offered = await this.server.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: this.uriOf(file) },
      range,
      context: { diagnostics: [diagnostic] },
    });
    return (offered ?? []).filter((action) => CodeAction.is(action));
  }

  /** Runs what an action stands for; the server answers with an edit, which is applied. */
  async run({ title, command }: CodeAction): Promise<void> {
    if (command === undefined) throw new Error(`"${title}" has no command`);
    await this.server.sendRequest(ExecuteCommandRequest.type, {
      command: command.command,
      arguments: command.arguments ?? [],
    });
  }

  /** The text that the user sees. */
  textOf(file: string, range?: Range): string {
    return this.documentAt(this.uriOf(file)).getText(range);
  }

  async stop(): Promise<void> {
    const hasEnded = new Promise((resolve) => this.process.once("exit", resolve));
    await this.server.sendRequest(ShutdownRequest.type);
    await this.server.sendNotification(ExitNotification.type);
    await hasEnded;
    this.server.dispose();
  }

  private apply(uri: string, edits: TextEdit[]): void {
    const before = this.documentAt(uri);
    const text = TextDocument.applyEdits(before, edits);
    const version = before.version + 1;
    this.documents.set(uri, TextDocument.create(uri, before.languageId, version, text));
    void this.server.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  private documentAt(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }

  private uriOf(file: string): string {
    return pathToFileURL(this.project.path(file)).href;
  }
}
