import type { Command } from "./command.js";
import { put } from "./kv.js";

export async function dispatch(command: Command): Promise<void> {
  switch (command.type) {
    case "put":
      return put(command.key, JSON.stringify(command.payload));
    case "log":
      console.log(command.text);
  }
}
