// Of `node:buffer`: what ends in bytes here is only compared, and comes from a text.
import { Buffer } from "buffer/";

Object.assign(globalThis, { Buffer, process: { env: {}, cwd: () => "/", platform: "linux", argv: [] } });

export const isUtf8 = (): boolean => true;
