// Preloaded into every Node process of a measured command: at its end it notes its peak memory.
const { appendFileSync, readFileSync } = require("node:fs");

process.on("exit", () => {
  appendFileSync(process.env.KV_BENCH_PEAKS ?? "", `${peakKilobytes()}\n`);
});

/** `maxRSS` survives `exec` on Linux: a child of a large process would show its parent's memory. */
function peakKilobytes() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0);
}
