/** The signals that ask a program to end, and what a shell shows of one that they ended. */
export const END_SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
export type EndSignal = keyof typeof END_SIGNALS;

/** A run that a signal ended between two stores. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly signal: EndSignal;

  constructor(signal: EndSignal) {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}

/** What of a process has to do with signals. */
interface SignalledProcess {
  readonly pid: number;
  readonly on: (signal: EndSignal, listener: (signal: EndSignal) => void) => unknown;
  readonly off: (signal: EndSignal, listener: (signal: EndSignal) => void) => unknown;
  readonly kill: (pid: number, signal: EndSignal) => unknown;
  readonly stdout: { readonly write: (text: string, written: () => void) => unknown };
}

/** The signals of a process that must not be ended just anywhere. */
export class Signals {
  private readonly process: SignalledProcess;
  private heard: EndSignal | undefined;
  private unhear: () => void = () => undefined;

  constructor(process: SignalledProcess) {
    this.process = process;
  }

  /**
   * Hears the signals instead of being ended by them. `write-file-atomic` would swallow one that comes while it
   * writes: its own listener is gone again by the time that Node tells of it.
   * @returns ends the hearing.
   */
  hear(onSignal: (signal: EndSignal) => void): () => void {
    const listener = (signal: EndSignal): void => {
      this.heard ??= signal;
      onSignal(this.heard);
    };
    for (const name of ["SIGINT", "SIGTERM"] as const) this.process.on(name, listener);
    this.unhear = () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) this.process.off(name, listener);
    };
    return this.unhear;
  }

  /** Ends the process by the signal that it heard, if it heard one, once its output is out: a shell sees what ended it. */
  endAsHeard(): void {
    const { heard, process } = this;
    // Else it would hear what it sends itself.
    this.unhear();
    if (heard !== undefined) process.stdout.write("", () => process.kill(process.pid, heard));
  }
}

/** Work that ends at its next good place once the process is asked to end. */
export class EndOnSignal {
  private readonly abort = new AbortController();
  private readonly signals: Signals | undefined;
  /** Aborted with {@link Stopped}. */
  readonly signal = this.abort.signal;

  constructor(signals: Signals | undefined) {
    this.signals = signals;
  }

  /** From here on the signals no longer end the process by themselves. */
  readonly hear = (): void => {
    this.unhear();
    this.unhear = this.signals?.hear((name) => this.abort.abort(new Stopped(name))) ?? this.unhear;
  };

  unhear: () => void = () => undefined;
}
