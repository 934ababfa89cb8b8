"use client";

// @ts-nocheck
import { useState } from "react"; import { kvGet, kvPut } from "./kv";

export function Draft({ id }: { id: string }) {
  const [text, setText] = useState("");
  return (
    <form onSubmit={() => kvPut(`draft/${id}`, JSON.stringify({ value: text, expiration_ttl: 3600 }))}>
      <textarea value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={async () => setText(JSON.parse((await kvGet(`draft/${id}`)) ?? "{}").value ?? "")}>
        Load
      </button>
    </form>
  );
}
