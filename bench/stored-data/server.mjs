// The loopback server in a process of its own, with as many legacy payloads as its argument says.
import { startKvServer } from "../../test/kv-server/index.ts";

const server = await startKvServer();
for (let index = 0; index < Number(process.argv[2]); index += 1) {
  server.seed(
    `session/${String(index).padStart(8, "0")}`,
    JSON.stringify({ value: { id: index, name: "Ada", note: "x".repeat(200) }, expiration_ttl: 3600 }),
  );
}
// What was asked is of no interest here, and would fill the memory.
setInterval(() => {
  server.requests.length = 0;
}, 50);
process.on("message", () => {
  const texts = [...server.entries().values()].map(String);
  process.send?.({ repaired: texts.filter((text) => text.includes("expires_at")).length });
});
process.send?.({ url: server.url, namespaceId: server.namespaceId, apiKey: server.apiKey });
