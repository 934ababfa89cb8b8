// NestJS: a module with a provider, and a service over HttpService and rxjs.
import { HttpModule, HttpService } from "@nestjs/axios";
import { Inject, Injectable, Module } from "@nestjs/common";
import { firstValueFrom, map } from "rxjs";
import type { KvNamespace } from "@telnyx/edge-runtime";
import { env } from "@telnyx/edge-runtime";

const SESSIONS = Symbol("SESSIONS");
const ROOT = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`;

@Injectable()
export class SessionService {
  constructor(@Inject(SESSIONS) private readonly kv: KvNamespace) {}
  start(id: string, user: string): Promise<void> {
    return this.kv.put(`session/${id}`, user, { expirationTtl: 900 }); // put
  }
  user(id: string): Promise<string | null> {
    return this.kv.get(`session/${id}`); // get
  }
}

@Injectable()
export class CodeService {
  constructor(private readonly http: HttpService) {}
  async issue(phone: string, code: string): Promise<void> {
    await firstValueFrom(this.http.put(`${ROOT}/code-${phone}`, { value: code, expiration_ttl: 300 })); // put
  }
  check(phone: string, code: string): Promise<boolean> {
    return firstValueFrom(
      this.http.get<{ value: string }>(`${ROOT}/code-${phone}`).pipe(map(({ data }) => data.value === code)), // get
    );
  }
}

@Module({
  imports: [HttpModule],
  providers: [SessionService, CodeService, { provide: SESSIONS, useFactory: () => env.SESSIONS }],
  exports: [SessionService, CodeService],
})
export class KvModule {}
