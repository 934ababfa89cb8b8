// The environment's interface, augmented here; a bucket, an actor and secrets beside the namespace.
import { Agent, env, StatefulActor } from "@telnyx/edge-runtime";
import type { ActorNamespace, CloudStorageBucket, Env, KvNamespace } from "@telnyx/edge-runtime";

declare module "@telnyx/edge-runtime" {
  interface Env {
    STATE: KvNamespace;
    FILES: CloudStorageBucket;
    ACTOR: ActorNamespace;
  }
}
export const put1 = (bound: Env) => bound.STATE.put("e/1", "v", { metadata: {} }); // put
export const get1 = (bound: Env) => bound.STATE.get("e/1"); // get
export const put2 = () => env.STATE.put("e/2", "v", { metadata: {} }); // put
export const get2 = () => env.STATE.get("e/2"); // get
export class A extends Agent<Env> {
  put() {
    return this.env.STATE.put("e/3", "v", { metadata: {} }); // put
  }
  get() {
    return this.env.STATE.get("e/3"); // get
  }
  putFile() {
    return this.env.FILES.put("e/4", "v", { metadata: {} });
  }
  getFile() {
    return this.env.FILES.get("e/4");
  }
}
export class B extends StatefulActor<Env> {
  put() {
    return this.env.STATE.put("e/5", "v", { metadata: {} }); // put
  }
  get() {
    return this.env.STATE.get("e/5"); // get
  }
  putFile() {
    return this.env.FILES.put("e/6", "v", { metadata: {} });
  }
}
export const putFile = (bound: Env) => bound.FILES.put("e/7", "v", { metadata: {} });
export const putAmbient = () => env.FILES.put("e/8", "v", { metadata: {} });
export const getAmbient = () => env.FILES.get("e/8");
export const getActor = () => env.ACTOR.get("e/9");
