import type { TSESTree } from "@typescript-eslint/utils";
import { callsOf } from "../../eval/call-context.js";
import type { VerbatimField, VerbatimWrite } from "./fields.js";
import type { Operation, SeenWrite } from "./operations.js";
import type { StoreKey } from "../stores/store.js";
import { selfAndAncestors } from "../../syntax/nodes.js";
import type { AnswerInContext } from "../../eval/calls/call-contexts.js";

/** A raw write with the fields that are reported for it. */
export interface ReportedWrite extends VerbatimWrite {
  /** Where it writes, as the outermost callers tell. */
  readonly stores: readonly StoreKey[];
  /** All calls through which what is written goes on its way to the service. */
  readonly carriers: ReadonlySet<TSESTree.CallExpression>;
  /** Further calls, or further ways to this one, that send the same fields: mended together or not at all. */
  readonly twins: readonly VerbatimWrite[];
}

interface Growing extends VerbatimWrite {
  readonly carriers: Set<TSESTree.CallExpression>;
  readonly stores: StoreKey[];
  readonly twins: VerbatimWrite[];
}

/**
 * All raw writes that carry verbatim fields. Every field is reported once, however many calls lead
 * to it, and where it is nearest to the request.
 */
export function findVerbatimWrites(writes: readonly Operation<SeenWrite>[]): ReportedWrite[] {
  const found: Growing[] = [];
  const owners = new Map<TSESTree.Node, Map<string, Growing>>();
  const ownerOf = ({ node, name }: VerbatimField): Growing | undefined => owners.get(node)?.get(name);
  const ways = writes.flatMap(waysOf);
  // What a call only describes counts where no call that sends it is seen.
  const isDescribed = ({ verbatim }: Way): boolean => verbatim.write.isDescribed === true;
  const ordered = [...ways.filter((way) => !isDescribed(way)), ...ways.filter(isDescribed)];
  for (const way of ordered) {
    const { verbatim, others, stores, carriers } = way;
    if (isDescribed(way) && verbatim.fields.some((field) => ownerOf(field) !== undefined)) continue;
    const fields = verbatim.fields.filter((field) => ownerOf(field) === undefined);
    const [first] = verbatim.fields;
    if (fields.length === 0) {
      const owner = first === undefined ? undefined : ownerOf(first);
      owner?.twins.push(verbatim, ...others);
      owner?.stores.push(...stores);
      for (const call of carriers) owner?.carriers.add(call);
      continue;
    }
    const reported = {
      ...verbatim,
      fields,
      stores: [...stores],
      carriers: new Set(carriers),
      twins: [...others],
    };
    for (const { node, name } of fields)
      owners.set(node, (owners.get(node) ?? new Map<string, Growing>()).set(name, reported));
    found.push(reported);
  }
  return found;
}

interface Way {
  readonly verbatim: VerbatimWrite;
  /** The same as other callers of the functions in between lead to it. */
  readonly others: readonly VerbatimWrite[];
  readonly stores: readonly StoreKey[];
  readonly carriers: ReadonlySet<TSESTree.CallExpression>;
}

/**
 * The ways in which a call carries fields, each with the stores that its outermost callers tell. A
 * function that settles what is written is the one to mend: its callers only say with what.
 */
function waysOf({ answers }: Operation<SeenWrite>): Way[] {
  const ways: {
    verbatim: VerbatimWrite;
    others: VerbatimWrite[];
    stores: StoreKey[];
    carriers: Set<TSESTree.CallExpression>;
  }[] = [];
  const settled = new Map<AnswerInContext<SeenWrite | undefined>, VerbatimWrite>();
  for (const answer of answers) {
    const inner = answer.from === undefined ? undefined : settled.get(answer.from);
    const verbatim = inner ?? answer.value?.verbatim;
    // One whose method is not seen may be told by a caller, or be none.
    if (verbatim?.write.isMethodUnseen === true && !answer.isOutermost) continue;
    if (verbatim === undefined) continue;
    if (isOnlyDeclared(verbatim) && (isToldBy(answers, answer) || isGivenByNobody(answers, answer))) continue;
    if (inner !== undefined || isSettled(verbatim)) settled.set(answer, verbatim);
    for (const each of [verbatim, ...(answer.value?.arms ?? [])]) {
      let way = ways.find((other) => isSameRepair(other.verbatim, each));
      if (way === undefined) {
        way = { verbatim: each, others: [], stores: [], carriers: new Set([each.write.call]) };
        ways.push(way);
      } else if (way.verbatim !== each && !way.others.includes(each)) way.others.push(each);
      for (const call of answer.callContext === null ? [] : callsOf(answer.callContext))
        way.carriers.add(call);
      if (answer.isOutermost) way.stores.push((answer.value?.write ?? each.write).store);
    }
  }
  return ways.map(({ verbatim, others, stores, carriers }) => ({
    verbatim,
    others,
    carriers,
    stores: stores.length > 0 ? stores : [verbatim.write.store],
  }));
}

/** Whether the fields are only members of a declared type: what a caller may pass as options. */
const isOnlyDeclared = ({ fields, bodyFields, optionFields }: VerbatimWrite): boolean =>
  bodyFields.length === 0 &&
  fields.length === optionFields.length &&
  optionFields.every(({ entry }) => entry.value === undefined);

/** Whether a caller passes the fields, or a caller of that one: they are reported there. */
const isToldBy = (
  answers: readonly AnswerInContext<SeenWrite | undefined>[],
  answer: AnswerInContext<SeenWrite | undefined>,
): boolean =>
  answers.some(
    (outer) =>
      outer.from === answer &&
      outer.value?.verbatim !== undefined &&
      (!isOnlyDeclared(outer.value.verbatim) || isToldBy(answers, outer)),
  );

/** Whether all callers are seen, and none of them passes the fields: `options?: { metadata?: object }` that is given a ttl alone. */
function isGivenByNobody(
  answers: readonly AnswerInContext<SeenWrite | undefined>[],
  answer: AnswerInContext<SeenWrite | undefined>,
): boolean {
  const outer = answers.filter(({ from }) => from === answer);
  return (
    outer.length > 0 &&
    [...answer.missed].every(isOfFileAlone) &&
    outer.every(
      (each) =>
        each.value?.verbatim === undefined ||
        (isOnlyDeclared(each.value.verbatim) && isGivenByNobody(answers, each)),
    )
  );
}

/** Whether a function is no other file's to call: it is a file's own, and the file exports it in no way. */
function isOfFileAlone(scope: TSESTree.Node): boolean {
  const around = [...selfAndAncestors(scope)];
  const program = around.at(-1);
  const name =
    scope.type === "FunctionDeclaration"
      ? scope.id
      : scope.parent?.type === "VariableDeclarator"
        ? scope.parent.id
        : undefined;
  return (
    name?.type === "Identifier" &&
    program?.type === "Program" &&
    !around.some(({ type }) => type.startsWith("Export")) &&
    !program.body.some(
      (each) =>
        (each.type === "ExportNamedDeclaration" && each.specifiers.length > 0) ||
        each.type === "ExportDefaultDeclaration" ||
        (each.type === "ExpressionStatement" && each.expression.type === "AssignmentExpression"),
    )
  );
}

/** Whether nothing that a caller passes can add a field. */
const isSettled = ({ payload }: VerbatimWrite): boolean => payload.kind === "object" && !payload.shape.isOpen;

const siteOf = ({ payload }: VerbatimWrite): TSESTree.Node | undefined =>
  payload.kind === "object" ? payload.site.node : undefined;

const isSameRepair = (one: VerbatimWrite, other: VerbatimWrite): boolean =>
  siteOf(one) === siteOf(other) &&
  one.fields.length === other.fields.length &&
  one.fields.every(
    (field, position) =>
      field.node === other.fields[position]?.node && field.name === other.fields[position].name,
  );
