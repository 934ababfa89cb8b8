import Telnyx from "telnyx";

export class TelnyxService {
  private static instance?: TelnyxService;
  readonly client: Telnyx;

  private constructor(apiKey: string) {
    this.client = new Telnyx({ apiKey });
  }

  static getInstance(): TelnyxService {
    return (this.instance ??= new TelnyxService(process.env["TELNYX_API_KEY"] ?? ""));
  }

  get keys() {
    return this.client.storage.kvs.keys;
  }
}
