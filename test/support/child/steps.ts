// Plays a declarative scenario: a list of steps, of which the calls' values are the result.
import { isRecord, type PlainResponse, type Step, type ThrownError } from "../protocol.js";
import type { ScenarioContext } from "./scenario.js";

export const playSteps = async (context: ScenarioContext, steps: readonly Step[]): Promise<unknown[]> => {
  const names: Record<string, unknown> = { ...context.program };
  const results: unknown[] = [];
  for (const step of steps) {
    if ("call" in step) results.push(await call(names, step.call, step.args ?? []));
    else if ("construct" in step) names[step.as] = construct(names[step.construct], step);
    else if ("advanceMs" in step) await context.advance(step.advanceMs);
    else if ("seed" in step) await context.seed(step.seed, step.text);
    else results.push(await context.entries());
  }
  return results;
};

const call = async (
  names: Record<string, unknown>,
  path: string,
  args: readonly unknown[],
): Promise<unknown> => {
  const { owner, member } = lookUp(names, path);
  if (typeof member !== "function") {
    throw new TypeError(
      `step { call: "${path}" }: the program has no such function; it exports ${Object.keys(names).join(", ")}`,
    );
  }
  try {
    const value: unknown = await Reflect.apply(member, owner, args.map(toArgument));
    return value instanceof Response ? await toPlainResponse(value) : value;
  } catch (error) {
    return toThrown(error);
  }
};

const lookUp = (names: Record<string, unknown>, path: string): { owner: unknown; member: unknown } => {
  let owner: unknown;
  let member: unknown = names;
  for (const name of path.split(".")) {
    owner = member;
    member = isRecord(owner) || typeof owner === "function" ? Reflect.get(Object(owner), name) : undefined;
  }
  // A plain export is called as a program calls it: without `this`.
  return { owner: owner === names ? undefined : owner, member };
};

const construct = (member: unknown, step: { construct: string; args?: readonly unknown[] }): unknown => {
  if (typeof member !== "function")
    throw new TypeError(`step { construct: "${step.construct}" }: the program has no such class`);
  return Reflect.construct(member, (step.args ?? []).map(toArgument));
};

const toArgument = (argument: unknown): unknown => {
  if (!isRecord(argument) || !isRecord(argument["plainRequest"])) return argument;
  const { url, method, headers, body } = argument["plainRequest"];
  return new Request(String(url), {
    method: String(method),
    headers: isRecord(headers)
      ? Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
      : [],
    ...(typeof body === "string" ? { body } : {}),
  });
};

const toPlainResponse = async (response: Response): Promise<PlainResponse> => ({
  status: response.status,
  contentType: response.headers.get("content-type"),
  body: await response.text(),
});

const toThrown = (error: unknown): ThrownError => {
  if (!(error instanceof Error)) return { error: { name: "non-error", message: String(error) } };
  const status: unknown = Reflect.get(error, "status");
  return {
    error: { name: error.name, message: error.message, ...(typeof status === "number" ? { status } : {}) },
  };
};
