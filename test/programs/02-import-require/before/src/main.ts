import calls = require("./calls/log");
import IvrState = require("./ivr/state");
import firstDelivery = require("./webhooks/dedupe");

interface Event {
    id: string;
    type: "call.hangup" | "call.dtmf.received";
    payload: { call_id: string; from: string; to: string; digit?: string; seconds?: number };
}

async function onEvent({ id, type, payload }: Event): Promise<string> {
    if (!(await firstDelivery(id))) return "duplicate";
    if (type === "call.dtmf.received") {
        const { menu, digits } = await IvrState.press(payload.call_id, payload.digit ?? "");
        return `${menu}:${digits}`;
    }
    await IvrState.hangUp(payload.call_id);
    await calls.record(payload.call_id, { from: payload.from, to: payload.to, seconds: payload.seconds ?? 0 }, { shift: "night" });
    return "logged";
}

export = { onEvent, findCall: calls.find, menuOf: IvrState.of };
