import { HOUR, MINUTE, NOW, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

const ada = { userId: "ada", roles: ["admin"] };
const eve = { userId: "eve", roles: [] };

export default {
  lines: [
    call("loadSession", "s1").gives(null),
    call("saveSession", "s1", ada),
    call("saveSession", "s2", eve, 60),
    stored({ "session/s1": envelope(ada, NOW + HOUR), "session/s2": envelope(eve, NOW + MINUTE) }),
    call("loadSession", "s1").gives(ada),
    after(MINUTE),
    call("loadSession", "s2").gives(eve),
    after(1),
    call("loadSession", "s2").gives(null),
    // The read knows the key and the file has a delete: the dead entry is gone.
    stored({ "session/s1": envelope(ada, NOW + HOUR) }),
    left("session/old", JSON.stringify({ value: eve, expiration_ttl: 60 })),
    call("loadSession", "old").gives(eve),
    left("session/dead", JSON.stringify({ value: eve, expiration: NOW / 1000 - 1 })),
    call("loadSession", "dead").gives(null),
    after(HOUR),
    call("loadSession", "s1").gives(null),
    call("logout", "s1"),
  ],
} satisfies Scenario;
