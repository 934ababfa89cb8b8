// Whether the links of a page lead anywhere.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { anchorsOf } from "./anchors.js";
import { root } from "./root.js";

function faultOf(
  folder: string,
  page: string,
  text: string,
  target: string,
  anchors: (path: string) => ReadonlySet<string>,
): string | undefined {
  const [address = "", anchor] = target.split("#");
  // The web is not asked.
  if (address.startsWith("https://")) return undefined;
  if (/^(?:[a-z]+:|\/)/.test(address)) return "not relative";
  const path = address === "" ? page : join(dirname(page), decodeURIComponent(address));
  if (path.startsWith("..")) return "outside of the folder";
  // The page itself may not be written yet.
  if (path !== page && !existsSync(join(folder, path))) return "no such file";
  if (anchor === undefined) return undefined;
  const known = path === page ? new Set(anchorsOf(page, text).map((each) => each.anchor)) : anchors(path);
  return known.has(anchor) ? undefined : "no such place in the file";
}

/**
 * The links of a page that lead nowhere, each with what is wrong: `docs/data.md#options: no such place in the file`.
 * @param page its path in the folder
 * @param folder the repository, or the folder of a package: nothing outside of it counts
 */
export function deadLinks(page: string, text: string, folder: string = root): string[] {
  const known = new Map<string, ReadonlySet<string>>();
  const anchors = (path: string): ReadonlySet<string> => {
    const isFile = statSync(join(folder, path)).isFile();
    const found =
      known.get(path) ??
      new Set(
        isFile ? anchorsOf(path, readFileSync(join(folder, path), "utf8")).map((each) => each.anchor) : [],
      );
    known.set(path, found);
    return found;
  };
  return [...text.matchAll(/\]\((?<target>[^)\s]*)\)/g)].flatMap(({ groups }) => {
    const target = groups?.["target"] ?? "";
    const fault = faultOf(folder, page, text, target, anchors);
    return fault === undefined ? [] : [`${target}: ${fault}`];
  });
}
