import { productionServices, testServices } from "./composition-root.js";
import type { Reputation } from "./reputation/caller-reputation.js";

const services = productionServices();

export async function onCallInitiated(callControlId: string, from: string) {
  const { verdict } = await services.reputation.lookUp(from);
  if (verdict === "spam") return { action: "reject" };
  if (verdict === "trusted") return { action: "bridge" };
  await services.screening.begin(callControlId);
  return { action: "screen" };
}

export const onSpeech = (callControlId: string, heard: string) => services.screening.advance(callControlId, "name", heard);

export async function onHangup(callControlId: string) {
  await services.screening.end(callControlId);
}

export const session = (callControlId: string) => services.screening.find(callControlId);

export const report = (number: string, reputation: Reputation) => services.reputation.record(number, reputation, "user-report");

/** What the health page runs: the services over a store of their own. */
export async function selfTest(): Promise<boolean> {
  const { reputation, screening } = testServices();
  await reputation.record("+1", { verdict: "trusted", score: 9 }, "self-test");
  await screening.begin("self-test");
  return (await reputation.lookUp("+1")).score === 9 && (await screening.find("self-test"))?.step === "greeting";
}
