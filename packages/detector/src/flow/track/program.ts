import type { TSESTree } from "@typescript-eslint/utils";
import type { CallNode, CallScope } from "../../syntax/nodes.js";
import type { MakerSeen } from "../../syntax/prototypes.js";
import type { ModuleReader } from "../../syntax/module/modules.js";
import type { SourceIndex } from "../../syntax/source-index.js";

/** What tracking asks of the program beside its syntax. */
export interface TrackedProgram {
  readonly index: SourceIndex;
  readonly modules: ModuleReader;
  /** The functions and classes that a call enters, also where their file is not parsed yet. */
  readonly scopesEntered: (call: CallNode) => readonly CallScope[];
  /** The functions whose callers would tell which functions a call enters: it calls what they are passed. */
  readonly scopesMissedBy: (call: CallNode) => ReadonlySet<CallScope>;
  /** The functions and classes that a call enters by what the callers of the functions around it pass. */
  readonly scopesByAnyCaller: (
    call: CallNode,
    callers: (scope: CallScope) => ReadonlySet<CallNode>,
  ) => readonly CallScope[];
  /** The class of the program that an expression stands for: what another class extends. */
  readonly classNamed: (expression: TSESTree.Node) => TSESTree.ClassBody | undefined;
  /** What makes instances that an expression stands for, or whose instance it is. */
  readonly makersOf: (expression: TSESTree.Node) => readonly MakerSeen[];
  /** The parameters that get what a provider gives: `{ provide: TOKEN, useFactory: … }`. */
  readonly receiversOf: (provider: TSESTree.ObjectExpression) => readonly TSESTree.Node[];
  /** The class, interface or alias that a name means as a type. */
  readonly typeNamed: (name: TSESTree.Node) => TSESTree.Node | undefined;
}
