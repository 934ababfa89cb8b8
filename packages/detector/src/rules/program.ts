import type { TSESTree } from "@typescript-eslint/utils";
import type { DetectOptions, RawRead } from "../repair/outcome.js";
import type { Detection, Finding } from "./detection.js";
import type { DiscoveredHelper } from "./discovered.js";
import type { FloatingWrite } from "./floating-writes.js";
import type { ParsedFile } from "../syntax/parsed-file.js";
import type { ProgramHost, ProjectFacts } from "../kv/program-host.js";
import type { UncheckedRead } from "./unchecked-reads.js";
import { Context } from "../kv/context.js";
import { discoverHelpers } from "./discovered.js";
import { kvCallsOf } from "../kv/calls/kv-calls.js";
import type { KvCall } from "../kv/calls/kv-call.js";
import { Operations } from "../kv/operations/operations.js";
import { reachOf } from "../reach/reach.js";
import type { Reach } from "../reach/reach.js";
import { namesOf } from "../kv/stores/store-name.js";
import { Repair } from "../repair/repair.js";
import { touches } from "../repair/sites.js";
import { findFloatingWrites } from "./floating-writes.js";
import { findReads } from "../kv/operations/seen-reads.js";
import { findUncheckedReads } from "./unchecked-reads.js";
import type { Settings } from "../kv/settings.js";
import { depthOf } from "../repair/depth.js";
import { otherWrites } from "../kv/stores/other-writes.js";
import type { OtherWrite } from "../kv/stores/other-writes.js";
import { findVerbatimWrites } from "../kv/operations/verbatim-writes.js";

/** A program whose files are added one by one, as they turn out to matter. */
export class Program {
  private readonly context: Context;
  private readonly operations: Operations;

  constructor(host: ProgramHost, settings: Settings) {
    this.context = new Context(host, settings);
    this.operations = new Operations(this.context);
  }

  /** Adds a file whose calls are looked at. */
  add(file: ParsedFile): void {
    this.context.add(file);
  }

  /** Adds a file that declares types for others and holds no code. */
  addTypes(file: ParsedFile): void {
    this.context.addTypes(file);
  }

  /** Which further files matter, as far as the files added so far tell. */
  reach(): Reach {
    return reachOf(this.context, this.operations);
  }

  /** Where the calls were too many for all to be followed: a write or read behind the others is not seen. */
  get givenUpAt(): TSESTree.Node | undefined {
    return this.context.givenUpAt;
  }

  /** What of the bounds on its work is used up, of 1 each. */
  get shares(): Context["shares"] {
    return this.context.shares;
  }

  /** The bindings whose names tell where else they are read: those that are written with fields, each with a file that does. */
  bindingsWritten(): { readonly name: string; readonly file: ParsedFile }[] {
    return findVerbatimWrites(this.operations.writes()).flatMap(({ write, stores }) =>
      stores.flatMap(({ namespace }) =>
        namespace?.access === "binding" ? { name: namespace.text, file: this.fileOf(write.call) } : [],
      ),
    );
  }

  /** The program's own functions that hand a value to the service, or what it holds back, unchanged. */
  discovered(): {
    readonly writers: readonly DiscoveredHelper[];
    readonly readers: readonly DiscoveredHelper[];
  } {
    return discoverHelpers(this.context, this.operations);
  }

  /** The calls of Telnyx KV and of the envelope helpers in the files added: what rules on keys and expiries look at. */
  calls(): KvCall[] {
    return kvCallsOf(this.context, this.operations.calls());
  }

  /** The file in which a node stands. */
  fileOf(node: TSESTree.Node): ParsedFile {
    return this.context.index.fileOf(node).file;
  }

  /** The reads of stores that hold envelopes which don't look at the expiry; those that belong to a finding aside. */
  uncheckedReads(): UncheckedRead[] {
    const { context, operations } = this;
    const writes = operations.writes();
    const mistaken = findVerbatimWrites(writes);
    const reads = [
      ...findReads(context, operations.reads()),
      ...findReads(context, operations.readsOfMadeStores()),
    ].filter(({ stores }) => !mistaken.some((write) => touches(write, stores)));
    return findUncheckedReads(context, writes, reads);
  }

  /** The writes of envelopes whose promise nobody handles. */
  floatingWrites(): FloatingWrite[] {
    return findFloatingWrites(this.context, this.operations.writes());
  }

  private isEndingEnvelopes(): boolean {
    const { envelopes, expiry, unwrap } = this.context.settings;
    return envelopes === true && expiry === "server" && unwrap !== true;
  }

  /** Finds the raw KV writes with verbatim fields in the files added, and what would repair them. */
  detect(options: DetectOptions = {}): Detection {
    const { context, operations } = this;
    const writes = findVerbatimWrites(operations.writes());
    const reads = [
      ...findReads(context, operations.reads()),
      // They stay, but have to take an envelope without its end.
      ...(this.isEndingEnvelopes() ? findReads(context, operations.readsOfMadeStores()) : []),
    ];
    const others = (): OtherWrite[] => otherWrites(context, operations.writes());
    const repair = new Repair(context, writes, reads, options, others);
    const byFinding = new Map(
      writes.map((write): [Finding, typeof write] => [
        {
          kind: write.write.kind,
          call: write.write.call,
          fields: write.fields,
          outcome: repair.outcomeOf(write),
          depth: depthOf(context, write),
          stores: namesOf(write.stores),
        },
        write,
      ]),
    );
    const order = new Map(context.files.map((file, position) => [file, position]));
    const bySource = (left: TSESTree.Node, right: TSESTree.Node): number => {
      const [a, b] = [left, right].map((node) => order.get(context.index.fileOf(node)) ?? order.size);
      return a === b ? left.range[0] - right.range[0] : (a ?? 0) - (b ?? 0);
    };
    const findings = [...byFinding.keys()].sort((left, right) => bySource(placeOf(left), placeOf(right)));
    return {
      findings,
      reads: repair.reads().sort((left: RawRead, right: RawRead) => bySource(left.node, right.node)),
      fileOf: (node) => this.fileOf(node),
      rewrite: (selected = findings) => {
        const edits = repair.edits(selected.flatMap((finding) => byFinding.get(finding) ?? []));
        return new Map([...edits].map(([file, ofFile]) => [file.file, ofFile]));
      },
    };
  }
}

const placeOf = ({ fields, call }: Finding): TSESTree.Node => fields[0]?.node ?? call;

/** A program of one file by itself. */
export function programOfFile(file: ParsedFile, settings: Settings, facts: ProjectFacts): Program {
  const program = new Program({ moduleOf: () => undefined, factsOf: () => facts }, settings);
  program.add(file);
  return program;
}

/** Finds the raw KV writes with verbatim fields in one file by itself, and what would repair them. */
export const detect = (file: ParsedFile, settings: Settings, facts: ProjectFacts): Detection =>
  programOfFile(file, settings, facts).detect();
