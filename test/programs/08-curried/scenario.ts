import { HOUR, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const ada = { name: "Ada", plusOne: true };
const party = { party: "spring", seats: 4 };

export default {
  entry: "src/main.ts",
  lines: [
    call("whoIs", "s1").gives(undefined),
    call("touch", "s1").gives(false),
    call("signIn", "s1", ada),
    call("invite", "abc", party, 2),
    // No hours: for good, and an envelope all the same.
    call("invite", "gold", party),
    stored({
      "sessions/s1": envelope(ada, NOW + 20 * MINUTE),
      "invites/abc": envelope(party, NOW + 2 * HOUR),
      "invites/gold": envelope(party, undefined, {}),
    }),
    call("whoIs", "s1").gives(ada),
    call("seatsFor", "abc").gives(4),
    after(15 * MINUTE),
    call("touch", "s1").gives(true),
    after(15 * MINUTE),
    call("whoIs", "s1").gives(ada),
    after(5 * MINUTE + 1),
    call("whoIs", "s1").gives(undefined),
    call("touch", "s1").gives(false),
    after(2 * HOUR),
    call("seatsFor", "abc").gives(0),
    call("seatsFor", "gold").gives(4),
    left("sessions/old", JSON.stringify({ value: ada, expiration_ttl: 1200 })),
    call("whoIs", "old").gives(ada),
    left("invites/plain", JSON.stringify({ value: party })),
    call("seatsFor", "plain").gives(4),
    left("invites/ttl", JSON.stringify({ value: party, expiration_ttl: 7200 })),
    call("seatsFor", "ttl").gives(4),
  ],
} satisfies ProgramScenario;
