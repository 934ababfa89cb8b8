// The child's end of the IPC channel: questions and their answers.
import { isRecord, type Question } from "../protocol.js";

let lastId = 0;
const waiting = new Map<number, (answer: unknown) => void>();

const onMessage = (message: unknown): void => {
  if (!isRecord(message) || typeof message["id"] !== "number") return;
  waiting.get(message["id"])?.(message["answer"]);
  waiting.delete(message["id"]);
};

const send = (message: unknown): void => {
  if (!process.send) throw new Error("the scenario's driver runs only under the harness");
  process.send(message);
};

/** Asks the harness and waits for its answer. */
export const ask = async (question: Question): Promise<unknown> => {
  if (waiting.size === 0 && process.listenerCount("message") === 0) process.on("message", onMessage);
  const id = ++lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    send({ ...question, id });
  });
};

/** Hands over the scenario's result and lets go of the channel, so that the process ends when its work does. */
export const finish = (result: unknown): void => {
  send({ kind: "result", result });
  process.disconnect();
};
