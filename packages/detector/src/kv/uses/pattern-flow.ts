import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { staticName } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { inside, isElement } from "./flow.js";
import type { Tracer } from "./tracer.js";
import type { Flow } from "./uses.js";

/** Takes a read into the names that it is bound to, and the patterns that take it apart. */
export class PatternFlow {
  private readonly context: Context;
  private readonly tracer: Tracer;

  constructor(context: Context, tracer: Tracer) {
    this.context = context;
    this.tracer = tracer;
  }

  bind(target: TSESTree.Node, flow: Flow): void {
    const [step, ...rest] = flow.path;
    switch (target.type) {
      case "AssignmentPattern":
        return this.bind(target.left, flow);
      case "Identifier":
        return this.bindName(target, flow);
      case "ArrayPattern":
        for (const [position, element] of target.elements.entries()) {
          if (element === null) continue;
          if (step === undefined) this.tracer.opens(String(position), element, flow);
          else if (element.type === "RestElement")
            this.bind(element.argument, { ...flow, path: [ANY_MEMBER, ...rest] });
          else if (step === ANY_MEMBER || step === String(position)) this.bind(element, inside(flow));
        }
        return;
      case "ObjectPattern":
        for (const property of target.properties) this.bindProperty(property, flow);
        return;
      default:
        // A field: who reads it is not seen.
        return this.tracer.unknownAt(target, flow);
    }
  }

  private bindName(name: TSESTree.Identifier, flow: Flow): void {
    const variable = this.context.index.variableOf(name);
    if (variable === undefined) return this.tracer.unknownAt(name, flow);
    for (const reference of variable.references) {
      if (reference.isRead()) this.tracer.follow(reference.identifier, flow);
    }
    const declaration = variable.defs[0]?.parent;
    if (declaration?.parent.type === "ExportNamedDeclaration" || this.context.isInMarkup(name))
      this.tracer.unknownAt(name, flow);
  }

  private isUsed(name: TSESTree.Node): boolean {
    const variable = name.type === "Identifier" ? this.context.index.variableOf(name) : undefined;
    return variable?.references.some((reference) => reference.isRead()) !== false;
  }

  private bindProperty(property: TSESTree.Property | TSESTree.RestElement, flow: Flow): void {
    const [step] = flow.path;
    if (property.type === "RestElement") {
      if (step === undefined) {
        if (this.isUsed(property.argument)) this.tracer.namesAt(property, flow);
        this.tracer.unknownAt(property, flow);
      } else this.bind(property.argument, flow);
      return;
    }
    const name = staticName(property);
    if (step === undefined)
      return this.tracer.opens(name, property, flow, (inner) => {
        this.bind(property.value, inner);
      });
    if (name === undefined) this.tracer.unknownAt(property, flow);
    else if (name === step || (step === ANY_MEMBER && isElement(name)))
      this.bind(property.value, inside(flow));
  }
}
