"use client";

// @ts-nocheck
import { useState } from "react"; import { kvGet, kvPut } from "./kv";
import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";

export function Draft({ id }: { id: string }) {
  const [text, setText] = useState("");
  return (
    <form onSubmit={() => kvPut(`draft/${id}`, encodeEnvelope(text, { ttlSeconds: 3600 }))}>
      <textarea value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={async () => setText(JSON.parse((await kvGet(`draft/${id}`).then((raw) => unwrapText(raw, { as: "payload", legacy: true }))) ?? "{}").value ?? "")}>
        Load
      </button>
    </form>
  );
}
