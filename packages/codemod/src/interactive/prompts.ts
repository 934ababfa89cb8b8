import { isCancel, select } from "@clack/prompts";
import { Writable } from "node:stream";
import type { WriteStream } from "node:tty";
import { Cancelled } from "../shared/errors.js";

/** One of the things that a person can do. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

/** Asks a person to choose; the first choice is the one that Enter takes. */
export type Ask = <T extends string>(message: string, choices: readonly Choice<T>[]) => Promise<T>;

/**
 * Asks on a terminal.
 * @param inColour whether it may be in colours: the library has them always.
 * @returns rejects with {@link Cancelled} on Ctrl-C or Escape, the terminal as it was.
 */
export function askOn(terminal: WriteStream, inColour: boolean): Ask {
  const output = inColour ? terminal : new PlainOutput(terminal);
  return async <T extends string>(message: string, choices: readonly Choice<T>[]) => {
    const options = choices.map(({ value, label, hint }) =>
      hint === undefined ? { value: value, label } : { value: value, label, hint },
    );
    const chosen = await select<string>({ message, options, output });
    const choice = isCancel(chosen) ? undefined : choices.find(({ value }) => value === chosen);
    if (choice === undefined) throw new Cancelled();
    return choice.value;
  };
}

/** Passes all to a terminal but colours and styles. */
class PlainOutput extends Writable {
  readonly isTTY = true;
  private readonly terminal: WriteStream;

  constructor(terminal: WriteStream) {
    super({ decodeStrings: false });
    this.terminal = terminal;
    terminal.on("resize", () => this.emit("resize"));
  }

  get columns(): number {
    return this.terminal.columns;
  }

  get rows(): number {
    return this.terminal.rows;
  }

  override _write(chunk: unknown, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.terminal.write(String(chunk).replace(/\u001B\[[\d;]*m/g, ""), done);
  }
}
