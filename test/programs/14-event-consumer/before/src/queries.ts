import { getEntry } from "./infra/kv";

export async function pendingWelcome(userId: string): Promise<string> {
    const entry = await getEntry<{ locale: string }>(`welcome/${userId}`);
    return entry ? `welcome in ${entry.value.locale}` : "nothing pending";
}

export async function mayReset(userId: string, token: string): Promise<boolean> {
    const entry = await getEntry<{ token: string }>(`reset/${userId}`);
    if (!entry) {
        return false;
    }
    return entry.value.token === token;
}

export async function deletedBecause(userId: string): Promise<unknown> {
    const entry = await getEntry<string>(`tombstone/${userId}`);
    return entry && { at: entry.value, ...entry.metadata };
}
