import { h } from "../jsx/h";
import { discardDraft, draftOf, saveDraft, type Draft } from "../data/drafts";
import { banner } from "../views/banner";
import { Editor } from "../views/editor";

export async function show(author: string) {
  const [notice, draft] = await Promise.all([banner("all"), draftOf(author)]);
  return String(<main>{notice}<Editor draft={draft} /></main>);
}

export async function keep(author: string, form: Draft) {
  await saveDraft(author, form);
}

export const send = (author: string) => discardDraft(author);
