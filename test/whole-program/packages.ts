// The packages of a program that is a pnpm or npm workspace.
import type { Files } from "./files.js";

export interface WorkspacePackage {
  readonly name: string;
  /** As a path in the program's folder. */
  readonly folder: string;
}

const parse = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

const property = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

/** `["packages/*"]`, from package.json (a list, or yarn's `{ packages }`) or from pnpm-workspace.yaml. */
function patterns(files: Files): string[] {
  const workspaces = property(parse(files["package.json"]), "workspaces");
  const listed: unknown = Array.isArray(workspaces) ? workspaces : property(workspaces, "packages");
  const fromManifest = Array.isArray(listed) ? listed.filter((entry) => typeof entry === "string") : [];
  // The lists of this file are all that our programs write there: `  - packages/*`, quoted or not.
  const fromPnpm = (files["pnpm-workspace.yaml"] ?? "").matchAll(/^\s*-\s*["']?([^"'\s#]+)/gm);
  return [
    ...fromManifest,
    ...[...fromPnpm].flatMap(([, pattern]) => (pattern === undefined ? [] : [pattern])),
  ];
}

const toExpression = (pattern: string): RegExp => {
  const escaped = pattern
    .replace(/^\.\//, "")
    .replace(/\/$/, "")
    .replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("**", "\0").replaceAll("*", "[^/]+").replaceAll("\0", ".+")}$`);
};

export function workspacePackages(files: Files): WorkspacePackage[] {
  const expressions = patterns(files).map(toExpression);
  return Object.entries(files).flatMap(([path, text]) => {
    const folder = /^(.+)\/package\.json$/.exec(path)?.[1];
    if (folder === undefined || !expressions.some((expression) => expression.test(folder))) return [];
    const name = property(parse(text), "name");
    return typeof name === "string" ? [{ name, folder }] : [];
  });
}
