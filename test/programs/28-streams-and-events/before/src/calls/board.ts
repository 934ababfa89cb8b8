import { bus } from "./bus.js";

const lines: string[] = [];

bus.on("call", (id: string, text: string) => {
  const { value } = JSON.parse(text) as { value: { from: string } };
  lines.push(`${id}: ${value.from}`);
});

export const takeLines = (): string[] => lines.splice(0);
