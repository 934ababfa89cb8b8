import type * as ts from "typescript";

/** The declaration of the function that a call runs, as TypeScript resolves it; the call is a stretch of a source. */
export function calledDeclaration(
  program: ts.Program,
  source: ts.SourceFile,
  start: number,
  end: number,
): ts.SignatureDeclaration | undefined {
  const call = callAt(source, source, start, end);
  return call === undefined
    ? undefined
    : program.getTypeChecker().getResolvedSignature(call)?.getDeclaration();
}

function callAt(node: ts.Node, source: ts.SourceFile, start: number, end: number): Call | undefined {
  // `pos` comes before comments and blanks, so that it rules out without a look at the text.
  if (node.pos > start || node.end < end) return undefined;
  if (node.end === end && isCall(node) && node.getStart(source) === start) return node;
  return node.forEachChild((child) => callAt(child, source, start, end));
}

type Call = ts.CallExpression | ts.NewExpression;

const isCall = (node: ts.Node): node is Call => "arguments" in node && "expression" in node;
