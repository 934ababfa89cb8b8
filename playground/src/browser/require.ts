// In the place of the codemod's `source/require`: what it loads when it is first needed is part of this page.
import * as scopeManager from "@typescript-eslint/scope-manager";
import * as typescriptEstree from "@typescript-eslint/typescript-estree";
import * as visitorKeys from "@typescript-eslint/visitor-keys";
import * as tsMorph from "ts-morph";
// By the build: the copy that ts-morph brings.
import * as typescript from "typescript";

const modules: Readonly<Record<string, unknown>> = {
  "@ts-morph/common/dist/typescript.js": typescript,
  "@typescript-eslint/scope-manager": scopeManager,
  "@typescript-eslint/typescript-estree": typescriptEstree,
  "@typescript-eslint/visitor-keys": visitorKeys,
  "ts-morph": tsMorph,
};

export function requireLazily(name: string): unknown {
  if (!Object.hasOwn(modules, name)) throw new Error(`${name} is no part of this page`);
  return modules[name];
}
