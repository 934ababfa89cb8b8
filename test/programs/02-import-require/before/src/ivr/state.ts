import kv = require("../lib/kv");

namespace Ivr {
    export interface State {
        menu: string;
        digits: string;
    }
}

const START: Ivr.State = { menu: "root", digits: "" };

const keyOf = (callId: string): string => ["ivr", callId].join("/");

class IvrState {
    /** An abandoned menu is forgotten after two minutes. */
    static readonly TTL = 120;

    static async press(callId: string, digit: string): Promise<Ivr.State> {
        const before = await IvrState.of(callId);
        const state = { menu: digit === "0" ? "operator" : before.menu, digits: before.digits + digit };
        await kv.write(keyOf(callId), { expiration_ttl: IvrState.TTL, value: state });
        return state;
    }

    static async of(callId: string): Promise<Ivr.State> {
        return (await kv.read<Ivr.State>(keyOf(callId)))?.value ?? START;
    }

    static hangUp(callId: string): Promise<void> {
        return kv.erase(keyOf(callId));
    }
}

export = IvrState;
