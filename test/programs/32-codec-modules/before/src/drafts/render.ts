import { titleOf } from "./title.js";

export const render = (text: string): string => `# ${titleOf(JSON.parse(text) as { value: { title: string } })}`;
