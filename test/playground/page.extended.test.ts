import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../packages/codemod/test/support/chromium.js";
import type { Program } from "../../playground/src/analysis/protocol.js";
import { binding, first, intercepted, ofService } from "../../playground/src/page/examples.js";
import { hashOf } from "../../playground/src/page/share.js";
import { PATIENCE_MS } from "../support/patience.js";

const FOLDER = fileURLToPath(new URL("../../playground", import.meta.url));
const ADDRESS = pathToFileURL(path.join(FOLDER, "dist/index.html")).href;
const executablePath = findChromium();

/** The page as it is shipped: opened from the disk, by a browser that is offline. */
describe.runIf(executablePath !== undefined)("the playground in Chromium", () => {
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  const requests = new Set<string>();

  beforeAll(async () => {
    const vite = path.join(FOLDER, "node_modules/vite/bin/vite.js");
    const build = [vite, "build", "--logLevel", "error"];
    const { stdout, stderr } = spawnSync(process.execPath, build, { cwd: FOLDER, encoding: "utf8" });
    expect(stdout + stderr).toBe("");
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox"],
    });
    const context = await browser.newContext({ offline: true });
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", ({ message }) => faults.push(message.slice(0, 300)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text().slice(0, 300)));
    page.on("request", (request) => requests.add(request.url()));
    await load();
  });
  afterAll(() => browser.close());
  afterEach(() => {
    expect(faults).toEqual([]);
    // The worker is part of the page.
    expect([...requests].filter((url) => !url.startsWith("blob:") && !url.startsWith(ADDRESS))).toEqual([]);
  });

  /** Opens the page anew, which takes seconds. */
  async function load(hash = ""): Promise<void> {
    await page.goto("about:blank");
    await page.goto(ADDRESS + hash);
    await settled();
  }
  /** Opens a program in the page that is there. */
  async function open(program: Program): Promise<void> {
    for (const hash of ["", hashOf(program)])
      await page.evaluate(`new Promise((resolve) => {
        if (location.hash === ${JSON.stringify(hash)}) return resolve();
        addEventListener("hashchange", resolve, { once: true });
        location.hash = ${JSON.stringify(hash)};
      })`);
    await settled();
  }
  /** Until the page has said its last word on what is in the editor. */
  const settled = (): Promise<void> => says("#state", /^(?!Starting|Looking)/);
  const says = (place: string, text: RegExp | string): Promise<void> =>
    page.locator(place, { hasText: text }).first().waitFor();
  const summary = (): Promise<string> => page.locator("#state").innerText();
  const code = (id: "source" | "result"): Promise<string> =>
    page
      .locator(`#${id} .cm-content`)
      .evaluate((content) =>
        [...content.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"),
      );

  it("shows the first example, reported and rewritten with its read", async () => {
    expect(await summary()).toBe("1 reported by the rules; 2 rewritten, 0 left.");
    expect(await code("source")).toBe(first.text);
    expect(await code("result")).toContain("encodeEnvelope(session, { ttlSeconds: 3600 })");
  });

  it.each([
    [binding, "1 reported by the rules; 2 rewritten, 0 left."],
    [intercepted, "1 reported by the rules; 0 rewritten, 2 left."],
    [ofService, "1 reported by the rules; 1 rewritten, 0 left."],
  ])("has the example $title", async ({ title }, expected) => {
    await page.selectOption("#example", title);
    await settled();
    expect(await summary()).toBe(expected);
  });

  it("goes by the version of the runtime that is chosen", async () => {
    await open(binding);
    await page.selectOption("#edgeRuntime", "0.2.2");
    await settled();
    expect(await summary()).toBe("Nothing here writes an expiry that Telnyx KV ignores.");
  });

  it("writes both expiries where that is chosen", async () => {
    await open(first);
    await page.selectOption("#expiry", "both");
    await settled();
    expect(await code("result")).toContain("encodeEnvelope(session, { ttlSeconds: 3600 })");
    expect(await code("result")).toContain("ttl_secs=3600");
    expect(await page.locator("#said").innerText()).not.toContain("not whole");
  });

  it("names the line and the reason of what is left, and leads there", async () => {
    await open(intercepted);
    const item = page.locator("#list li").first();
    expect(await item.innerText()).toMatch(
      /^line 6\s*write of expiration_ttl: left\s+a read of the same store/,
    );
    await item.locator("button").click();
    await page.locator("#source .cm-focused").waitFor();
  });

  it("looks again at what is typed, and says where it can't be parsed", async () => {
    await open({ ...first, text: "const a = 1;\n" });
    expect(await summary()).toBe("Nothing here writes an expiry that Telnyx KV ignores.");
    await page.locator("#source .cm-content").click();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("const = ");
    await says("#state", /^Parsing/);
    expect(await summary()).toMatch(/^Parsing error: /);
    expect(await code("result")).toBe("const = const a = 1;\n");
  });

  it("applies a rule's suggestion from the editor", async () => {
    await open(first);
    await page.locator("#source .cm-lintRange").first().hover();
    await page.locator(".cm-diagnosticAction").first().click();
    await says("#source .cm-content", "encodeEnvelope");
    expect(await code("source")).toContain("encodeEnvelope(session, { ttlSeconds: 3600 })");
  });

  it("puts the program into a link that opens it again", async () => {
    const mine: Program = { ...ofService, text: `${ofService.text}// mine\n` };
    await open(mine);
    await page.locator("#share").click();
    await says("#said", /^The link is /);
    const { hash } = new URL(page.url());
    await load(hash);
    expect(await code("source")).toBe(mine.text);
    expect(await page.locator("#expiry").inputValue()).toBe("server");
    expect(await page.locator("#fileName").inputValue()).toBe("kv.mjs");
  });

  it("says what is wrong with a link, and shows an example all the same", async () => {
    await load("#program=broken");
    const said = await page.locator("#said").innerText();
    expect(said).toBe("This is the first example: the link is not whole: copy it again.");
    expect(await code("source")).toBe(first.text);
  });

  it("fits a narrow window", async () => {
    await open(intercepted);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.setViewportSize({ width: 1280, height: 720 });
  });
});
