import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { isDocument } from "./flow.js";
import { MarkupUse } from "./markup-use.js";
import type { Flow, Kind, UnknownPlace, Use } from "./uses.js";

/** Notes what is taken of a read, object by object, while it is followed. */
export abstract class NotedUses {
  readonly uses = new Set<Use>();
  readonly bodyCalls: TSESTree.CallExpression[] = [];
  readonly opened = new Set<Kind>();
  readonly absent = new Set<"null" | "undefined">();
  readonly unpacked = new Set<string>();
  readonly inspected: TSESTree.Node[] = [];
  readonly copied: TSESTree.Node[] = [];
  readonly digested: TSESTree.Node[] = [];
  readonly answered: TSESTree.Node[] = [];
  readonly ends: TSESTree.Node[] = [];
  readonly valuesAt: TSESTree.Node[] = [];
  readonly wholes: TSESTree.Node[] = [];
  readonly besideEnd = new Set<Use>();
  isDecoded = false;
  isHandedOut = false;
  isParsed = false;
  /** What is taken from the parsed object that is being looked at. */
  protected taken = new Set<Use>();
  protected members = new Set<string>();
  private places: UnknownPlace[] = [];
  private readonly unknownPlaces: UnknownPlace[] = [];
  private readonly shown: MarkupUse;

  constructor(context: Context) {
    this.shown = new MarkupUse(context);
  }

  get unknown(): readonly UnknownPlace[] {
    return this.unknownPlaces;
  }

  /** Follows all uses of one object: who looks at its `expires_at` is tolerant, whatever else it takes. */
  protected asOne(follow: () => void): void {
    const { taken, members, places } = this;
    this.taken = new Set();
    this.members = new Set();
    this.places = [];
    follow();
    if (this.taken.has("tolerant")) {
      this.uses.add("tolerant");
      for (const use of this.taken) if (use !== "tolerant") this.besideEnd.add(use);
    } else {
      for (const use of this.taken) this.uses.add(use);
      for (const member of this.members) this.unpacked.add(member);
      this.unknownPlaces.push(...this.places);
    }
    this.taken = taken;
    this.members = members;
    this.places = places;
  }

  /** A response that is only handed on has not been opened; a text or a parsed body has. */
  use(use: Exclude<Use, "unknown">, flow: Flow): void {
    if (use === "tolerant") this.isDecoded = true;
    this.opened.add(flow.kind);
    this.taken.add(use);
  }

  /** What takes a text apart, or searches it; a text that has it somewhere in it is another one, whatever is done with that. */
  apart(place: TSESTree.Node, flow: Flow): void {
    if (flow.within === undefined) this.use("apart", flow);
    else this.unknownAt(place, flow);
  }

  /** Notes that the entry as a whole becomes a part of something else. */
  partOf(place: TSESTree.Node): void {
    this.wholes.push(place);
  }

  wholeAt(place: TSESTree.Node, flow: Flow): void {
    this.partOf(place);
    if (flow.own !== undefined) this.copiedAt(place);
    this.use("value", flow);
  }

  protected copiedAt(place: TSESTree.Node): void {
    this.copied.push(place);
    this.taken.add("copied");
  }

  unknownAt(node: TSESTree.Node, flow: Flow): void {
    this.opened.add(flow.kind);
    this.taken.add("unknown");
    if (flow.own !== undefined) this.copiedAt(node);
    if (this.shown.takesOf(node, flow)) this.taken.add("shown");
    this.places.push({ node, kind: flow.kind });
  }

  digestedAt(place: TSESTree.Node, flow: Flow): void {
    this.digested.push(place);
    this.use("digested", flow);
  }

  namesAt(place: TSESTree.Node, flow: Flow): void {
    if (flow.path.length > 0 || !isDocument(flow.kind)) return;
    this.inspected.push(place);
    this.use("names", flow);
  }

  answers(place: TSESTree.Node, flow: Flow): void {
    this.handOut();
    this.answered.push(place);
    this.wholeAt(place, flow);
  }

  handOut(): void {
    this.isHandedOut = true;
  }
}
