import type { Session } from "../domain/session.js";
import { Repository } from "../infra/repository.js";

export class SessionRepository extends Repository<Session> {
  protected readonly collection = "session";
  protected readonly lifetime = 1800;

  /** Writes the session again, so that its half hour starts anew. */
  async touch(id: string): Promise<boolean> {
    const session = await this.find(id);
    if (!session) return false;
    await this.save(id, session);
    return true;
  }
}
