/** What a view gives: text that needs no escaping any more. */
export class Html {
  constructor(readonly text: string) {}
  toString() {
    return this.text;
  }
}

type Child = Html | string | number | boolean | null | undefined | Child[];
type Props = Record<string, unknown> & { children?: Child };

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

const render = (child: Child): string => {
  if (child === null || child === undefined || typeof child === "boolean") return "";
  if (Array.isArray(child)) return child.map(render).join("");
  return child instanceof Html ? child.text : escape(String(child));
};

export function h(tag: string | ((props: any) => Html), props: Props | null, ...children: Child[]): Html {
  if (typeof tag === "function") return tag({ ...props, children });
  const attributes = Object.entries(props ?? {}).map(([name, value]) => ` ${name}="${escape(String(value))}"`);
  return new Html(`<${tag}${attributes.join("")}>${render(children)}</${tag}>`);
}

export const Fragment = ({ children }: { children?: Child }) => new Html(render(children));

declare global {
  namespace JSX {
    type Element = Html;
    interface IntrinsicElements {
      [tag: string]: Record<string, unknown>;
    }
    interface ElementChildrenAttribute {
      children: {};
    }
  }
}
