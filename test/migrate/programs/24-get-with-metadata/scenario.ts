import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

const b64 = (text: string): string => Buffer.from(text).toString("base64");

export default {
  lines: [
    call("put", "k", "text", 3),
    stored({ k: envelope(b64("text"), NOW + MINUTE, { version: 3 }) }),
    call("getWithMetadata", "k").gives({ value: "text", version: 3, until: (NOW + MINUTE) / 1000 }),
    after(MINUTE + 1),
    call("getWithMetadata", "k").gives({ value: null, version: null }),
    left("l", JSON.stringify({ value: b64("old"), expiration_ttl: 60, metadata: { version: 1 } })),
    call("getWithMetadata", "l").gives({ value: "old", version: 1, until: undefined }),
  ],
} satisfies Scenario;
