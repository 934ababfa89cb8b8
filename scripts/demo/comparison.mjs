// The two runs side by side, and what must hold of them.
import { bad, good, printTable } from "./print.mjs";
import { START_MS } from "./run-application.mjs";

const KINDS = [
  { name: "session", title: "A session, meant to live an hour (the quick start's kvPut)", ttlSeconds: 3600 },
  { name: "rates", title: "Cached exchange rates, meant to live ten minutes (fetch)", ttlSeconds: 600 },
  { name: "code", title: "A one-time code, meant to live five minutes (the edge binding)", ttlSeconds: 300 },
  {
    name: "device",
    title: "A device token, meant to live thirty days (the telnyx SDK)",
    ttlSeconds: 30 * 86_400,
  },
  {
    name: "preferences",
    title: "Preferences with metadata, meant to be kept (the telnyx SDK)",
    ttlSeconds: undefined,
  },
];

const MEANING = { 200: "", 204: "accepted", 403: "refused", 404: "missing" };
const show = ({ status, body }) =>
  [status, MEANING[status], body].filter((part) => part !== "" && part !== undefined).join(" ");

/** Whether a late read got something that should have been gone. */
const outlived = ({ name, ttlSeconds }, { soon, late }) =>
  ttlSeconds !== undefined && late[name].status === soon[name].status && late[name].body === soon[name].body;

export function printComparison(old, migrated) {
  for (const kind of KINDS) {
    const { name, title, ttlSeconds } = kind;
    const verdict = (run) => {
      if (ttlSeconds === undefined) return { text: "^ kept, as meant", colour: good };
      if (outlived(kind, run)) return { text: "^ still there: it never expires", colour: bad };
      return { text: name === "rates" ? "^ expired, so fetched anew" : "^ expired", colour: good };
    };
    printTable(
      title,
      ["before the migration", "after the migration"],
      [
        ["stored bytes", old.stored[name], migrated.stored[name]],
        ["1 minute later", show(old.soon[name]), show(migrated.soon[name])],
        ["31 days later", show(old.late[name]), show(migrated.late[name])],
        ["", verdict(old), verdict(migrated)],
      ],
    );
  }
}

export function checkComparison(check, old, migrated) {
  for (const kind of KINDS) {
    const { name, ttlSeconds } = kind;
    check(
      `${name}: within its time the changed application answers as before`,
      same(old.soon[name], migrated.soon[name]),
    );
    const { value, expires_at, ...others } = parse(migrated.stored[name]);
    const expected = ttlSeconds === undefined ? undefined : START_MS + ttlSeconds * 1000;
    const known = Object.keys(others).every((key) => key === "metadata");
    check(
      `${name}: stored as an envelope with ${expected ? "the right expiry" : "no expiry"}`,
      value !== undefined && expires_at === expected && known,
    );
    if (ttlSeconds === undefined) {
      check(`${name}: kept for good, as it was meant`, same(migrated.soon[name], migrated.late[name]));
    } else {
      check(`${name}: never expired before the migration`, outlived(kind, old));
      check(`${name}: expired is missing after it`, !outlived(kind, migrated));
    }
  }
  check("session: 404 after its hour", migrated.late.session.status === 404);
  check("code: refused after its five minutes", migrated.late.code.status === 403);
  check("device: 404 after its thirty days", migrated.late.device.status === 404);
  check(
    "session: the expired entry is deleted when it is read",
    !migrated.left.some((key) => key.startsWith("session/")),
  );
}

export function printLegacy(legacy) {
  const rows = KINDS.map(({ name }) => [name, show(legacy.soon[name]), ""]);
  printTable("Stored in the old form, no migration of data needed", ["what a read returns", ""], rows);
}

export function checkLegacy(check, old, legacy) {
  for (const { name } of KINDS) {
    check(
      `${name}: an entry of before the migration still reads right`,
      same(old.soon[name], legacy.soon[name]),
    );
  }
}

const same = (left, right) => left.status === right.status && left.body === right.body;

/** Stored text as JSON; what is none has no fields. */
function parse(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
