import { DAY, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const draft = { to: "bob", subject: "Hi", text: "1 < 2" };
const form = (to: string, subject: string, text: string): string =>
  `<form method="post"><input name="to" value="${to}"></input><input name="subject" value="${subject}"></input><textarea name="text">${text}</textarea></form>`;
const blank = form("", "", "");
const filled = form("bob", "Hi", "1 &lt; 2");
const notice = { text: "Down at noon", level: "warning" };
const banner = '<p class="warning" data-about="{&quot;about&quot;:&quot;upgrade&quot;}">Down at noon</p>';

export default {
  entry: "src/server.tsx",
  lines: [
    call("compose.show", "ann").gives(`<main>${blank}</main>`),
    call("compose.keep", "ann", draft),
    call("postNotice", "all", notice, 30, "upgrade"),
    stored({ "draft/ann": envelope(draft, NOW + 14 * DAY), "notice/all": envelope(notice, NOW + 30 * SECOND, { about: "upgrade" }) }),
    call("compose.show", "ann").gives(`<main>${banner}${filled}</main>`),
    after(30 * SECOND + 1),
    call("compose.show", "ann").gives(`<main>${filled}</main>`),
    after(14 * DAY),
    call("compose.show", "ann").gives(`<main>${blank}</main>`),
    left("draft/eve", JSON.stringify({ value: draft, expiration_ttl: 1209600 })),
    left("notice/all", JSON.stringify({ value: notice, expiration_ttl: 30, metadata: { about: "upgrade" } })),
    call("compose.show", "eve").gives(`<main>${banner}${filled}</main>`),
    call("compose.send", "eve"),
    call("compose.show", "eve").gives(`<main>${banner}${blank}</main>`),
  ],
} satisfies ProgramScenario;
