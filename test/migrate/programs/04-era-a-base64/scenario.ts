import { MINUTE, NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

const b64 = (text: string): string => Buffer.from(text).toString("base64");

export default {
  lines: [
    call("kvGet", "a").gives(null),
    call("kvPutWithTTL", "a", "grüße", 90),
    stored({ a: envelope(b64("grüße"), NOW + 90 * SECOND) }),
    call("kvGet", "a").gives("grüße"),
    after(90 * SECOND + 1),
    call("kvGet", "a").gives(null),
    left("b", JSON.stringify({ value: b64("old"), expiration_ttl: 60 })),
    call("kvGet", "b").gives("old"),
    left("c", JSON.stringify({ value: b64("soon"), expiration: (NOW + 10 * MINUTE) / 1000 })),
    call("kvGet", "c").gives("soon"),
    after(10 * MINUTE),
    call("kvGet", "c").gives(null),
  ],
} satisfies Scenario;
