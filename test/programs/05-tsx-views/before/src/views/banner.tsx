import { Fragment, h } from "../jsx/h";
import { current } from "../data/notices";

export async function banner(id: string) {
  const notice = await current(id);
  if (!notice) return <></>;
  const { text, level } = notice.value;
  return <p class={level} data-about={JSON.stringify(notice.metadata)}>{text}</p>;
}
