import { DAY, HOUR, NOW, SECOND, after, call, envelope, left, stored, type Scenario } from "../../scenario.js";

const others = {
  b: '{"value":"2","metadata":{}}',
  c: '{"value":"3","metadata":{}}',
  d: '{"value":"4","metadata":{}}',
  old: '{"value":"6","expiration_ttl":1}',
};
const day = envelope("5", NOW + DAY);

export default {
  lines: [
    call("putCode", "code", "042731"),
    call("putSession", "a", { user: 1 }, 10, "ada"),
    call("putSession", "b", "2"),
    call("putSession", "c", "3", null),
    call("putSession", "d", "4", 0),
    call("putDay", "day", "5"),
    left("old", '{"value":"6","expiration_ttl":1}'),
    stored({
      code: envelope("042731", NOW + HOUR),
      a: envelope({ user: 1 }, NOW + 10 * SECOND, { owner: "ada" }),
      day,
      ...others,
    }),
    call("get", "a").gives({ user: 1 }),
    call("get", "old").gives("6"),
    after(10 * SECOND),
    // Gone, and nobody has read it.
    stored({ code: envelope("042731", NOW + HOUR), day, ...others }),
    call("get", "a").gives(null),
    call("get", "code").gives("042731"),
    after(HOUR),
    stored({ day, ...others }),
    call("get", "code").gives(null),
    call("get", "day").gives("5"),
    after(DAY),
    stored(others),
    call("get", "day").gives(null),
    call("get", "b").gives("2"),
    call("get", "d").gives("4"),
  ],
} satisfies Scenario;
