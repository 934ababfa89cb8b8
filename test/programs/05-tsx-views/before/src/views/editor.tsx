import { h } from "../jsx/h";
import type { Draft } from "../data/drafts";

const EMPTY: Draft = { to: "", subject: "", text: "" };

export const Editor = ({ draft = EMPTY }: { draft?: Draft | undefined }) => (
  <form method="post">
    <input name="to" value={draft.to} />
    <input name="subject" value={draft.subject} />
    <textarea name="text">{draft.text}</textarea>
  </form>
);
