// What a test makes go wrong between the service and its caller.
import type { RequestRecord } from "./requests.js";

/** What happens to one request. */
export interface Fault {
  /** Answered by this and not carried out, as by a gateway before the service. */
  readonly answer?: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** The connection breaks: before the request is carried out, after it, or in the middle of the answer's body. */
  readonly drop?: "before" | "after" | "inBody";
  /** The request waits for the server's `release()`: before it is carried out, or after that, before its answer. */
  readonly hold?: "before" | "after";
  /** Milliseconds before the request is carried out, for what is only seen where the service is slow. */
  readonly delayMs?: number;
}

/** Says what happens to a request; `undefined` for nothing out of the ordinary. `number` counts requests from 1. */
export type Faults = (
  request: Pick<RequestRecord, "method" | "url"> & { readonly number: number },
) => Fault | undefined;
