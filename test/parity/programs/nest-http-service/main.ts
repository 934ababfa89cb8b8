import { HttpModule, HttpService } from "@nestjs/axios";
import { Injectable, Module } from "@nestjs/common";
import { firstValueFrom, map } from "rxjs";

const url = (key: string): string =>
  `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

@Injectable()
export class Sessions {
  constructor(private readonly http: HttpService) {}
  async put(key: string, value: unknown, ttl: number): Promise<void> {
    await firstValueFrom(this.http.put(url(key), { value, expiration_ttl: ttl }, { headers })); // put
  }
  get(key: string): Promise<unknown> {
    return firstValueFrom(this.http.get(url(key), { headers }).pipe(map(({ data }) => data.value))); // get
  }
}

@Module({ imports: [HttpModule], providers: [Sessions] })
export class SessionsModule {}
