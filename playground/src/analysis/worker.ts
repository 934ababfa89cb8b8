import { analyse } from "./analyse.js";
import type { Answer, Question } from "./protocol.js";

/** A program that takes long must not hold up who types. */
self.addEventListener("message", ({ data }: MessageEvent<Question>) => {
  const answer: Answer = { id: data.id, ...analyse(data.program) };
  self.postMessage(answer);
});
