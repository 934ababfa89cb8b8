import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { defaultTreeAdapter, parse } from "parse5";
import type { DefaultTreeAdapterMap } from "parse5";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PATIENCE_MS } from "../../../../test/support/patience.js";
import { findChromium } from "../support/chromium.js";
import { FLAGGED, project } from "../support/project.js";
import { HOSTILE, HOSTILE_NAME, HOSTILE_SOURCE, LEFT, READER } from "../support/report-files.js";

const made = project({
  "src/write.js": FLAGGED,
  "src/read.js": READER,
  "src/left.js": LEFT,
  [HOSTILE_NAME]: HOSTILE_SOURCE.replace("session-", "<img src=x onerror=alert(6)>-"),
  "broken/package.json": "{}",
  "broken/</main>.js": `${FLAGGED}const = ;\n`,
});
await made.cli("--report", "report.html");
const file = join(made.root, "report.html");
const text = readFileSync(file, "utf8");

describe("the page's text", () => {
  type Element = DefaultTreeAdapterMap["element"];
  const elements: Element[] = [];
  const collect = (node: DefaultTreeAdapterMap["parentNode"]): void => {
    for (const child of node.childNodes) {
      if (!defaultTreeAdapter.isElementNode(child)) continue;
      elements.push(child);
      collect(child);
    }
  };
  const faults: string[] = [];
  collect(parse(text, { onParseError: ({ code, startLine }) => faults.push(`${startLine}: ${code}`) }));
  const attributesOf = ({ attrs }: Element): readonly string[] => attrs.map(({ name }) => name);

  it("parses without a fault, whatever sources and names hold", () => {
    expect(faults).toEqual([]);
  });

  it("has one style, one script, no picture and no attribute that runs or loads anything", () => {
    expect(
      elements
        .filter(({ tagName }) => ["script", "style", "img", "link", "iframe", "object"].includes(tagName))
        .map(({ tagName }) => tagName),
    ).toEqual(["style", "script"]);
    expect(elements.flatMap(attributesOf).filter((name) => /^on|^src$|^style$|^action$/.test(name))).toEqual(
      [],
    );
    const links = elements.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => name.endsWith("href")).map(({ value }) => value),
    );
    expect(links.filter((link) => !link.startsWith("#"))).toEqual([]);
  });

  it("allows itself nothing but its own style and script", () => {
    const policy = elements
      .find(({ attrs }) => attrs.some(({ value }) => value === "Content-Security-Policy"))
      ?.attrs.find(({ name }) => name === "content")?.value;
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; script-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'$/,
    );
  });

  it("has a row for each store, however many, those with something left first and open", async () => {
    const writers = Array.from({ length: 70 }, (_, number) =>
      (number === 69 ? LEFT : FLAGGED).replace(/session-|legacy-/, `s${number}-`),
    );
    const many = project(Object.fromEntries(writers.map((source, number) => [`w${number}.js`, source])));
    await many.cli("--report", "report.html");
    const page = many.read("report.html");
    const stores = [...page.matchAll(/<details class="(store[^"]*)"( open)?>/g)];
    expect(stores).toHaveLength(70);
    expect(stores[0]?.slice(1)).toEqual(["store left", " open"]);
    expect(stores.slice(1).filter(([, , open]) => open !== undefined)).toEqual([]);
    expect(page.match(/<li class="item"/g)).toHaveLength(70);
  });

  it("cuts long lines around what differs, and folds long changes", async () => {
    const filler = `/*${"x".repeat(5000)}*/`;
    const long = project({
      "one-line.js": `${filler}${FLAGGED.replaceAll("\n", " ")}${filler}`,
      "many.js": Array.from({ length: 60 }, (_, number) =>
        FLAGGED.replace("save", `save${number}`).replace("session-", `s${number}-`),
      ).join("\n"),
    });
    await long.cli("--report", "report.html");
    const page = long.read("report.html");
    expect(page).not.toContain("x".repeat(500));
    expect(page).toMatch(/…[^<]{1,200}<mark>[^]*?encodeEnvelope/);
    expect(page).toMatch(
      /<details class="change" id="change-1"><summary><h3><code>many\.js<\/code><\/h3> <span class="dim">\d{3} lines/,
    );
  });

  it("shows what is hidden in a source", () => {
    expect(text).not.toMatch(/[\u2028\u2029\u202E\u0007]/);
    expect(text).toContain(String.raw`\u2028\u2029\u202E\u0007`);
  });
});

const executablePath = findChromium();
if (executablePath === undefined)
  console.warn(
    "no Chromium here (CHROMIUM_PATH, /usr/bin/chromium …): the report is not looked at in a browser",
  );

describe.skipIf(executablePath === undefined)("the page in Chromium", () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];
  const requests: string[] = [];

  const open = async (colorScheme: "light" | "dark"): Promise<void> => {
    // axe is put in by the test, past the page's policy; all else is under it.
    context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => void complaints.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
  };

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox"],
      timeout: PATIENCE_MS,
    });
  });
  afterEach(async () => {
    expect(complaints.splice(0)).toEqual([]);
    expect(requests.splice(0)).toEqual([pathToFileURL(file).href]);
    await context.close();
  });
  afterAll(() => browser.close());

  const shown = (): Promise<string[]> => page.locator(".item:visible .place").allTextContents();
  const ALL = [
    expect.stringContaining(`onerror=alert(5)> |\`&lt; @someone`),
    "src/left.js:5:38",
    "src/read.js:2:26",
    "src/write.js:5:42",
  ];

  it("shows figures, map, places, changes and what is next, hostile text as text", async () => {
    await open("light");
    expect(await page.locator("h1, h2:visible").allTextContents()).toEqual([
      "kv-envelope",
      "Figures",
      "Left, to be done by hand",
      "Not looked into",
      "Next",
      "Stores",
      "Writes and reads",
      "Changes",
    ]);
    expect(await page.locator(".figures div").allInnerTexts()).toContain("left, to be done by hand\n1");
    expect(await shown()).toEqual(ALL);
    expect(
      await page
        .locator(".map .file")
        .evaluateAll((files) => files.map((file) => file.getAttribute("title"))),
    ).toEqual(["src/left.js", HOSTILE_NAME, "src/write.js", "src/read.js"]);
    expect(await page.locator(".map .box").allTextContents()).toEqual([
      "process.env.KV_ID: legacy-*",
      "process.env.KV_ID: <img src=x onerror=alert(6)>-*",
      "process.env.KV_ID: session-*",
    ]);
    expect(await page.locator(".reasons .places a").allTextContents()).toEqual(["src/left.js:5:38"]);
    await page.locator(".reasons .places a").click();
    expect(await page.locator(".item:target .place").textContent()).toBe("src/left.js:5:38");
    const change = page
      .locator(".change")
      .filter({ has: page.locator("summary", { hasText: HOSTILE_NAME }) });
    const gone = (await change.locator(".gone").allTextContents()).join("\n");
    expect(gone).toContain(`// ${HOSTILE[0]} ${HOSTILE[1]}`);
    expect((await change.locator(".come mark").allTextContents()).join(" ")).toContain("encodeEnvelope");
    // The source's own lines, by their numbers, on both sides.
    expect(
      await page
        .locator(".change")
        .last()
        .locator("tr", { hasText: "expiration_ttl" })
        .locator("td")
        .first()
        .textContent(),
    ).toBe("5");
  });

  it("filters the stores by text, folds them, and marks a file wherever it stands", async () => {
    await open("light");
    const stores = (): Promise<string[]> => page.locator(".store:visible .box").allTextContents();
    await page.getByLabel("Store or file").fill("WRITE.js");
    expect(await stores()).toEqual(["process.env.KV_ID: session-*"]);
    expect(await page.locator("#map-filter output").textContent()).toBe("1 of 3");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Close all" }).click();
    expect(await page.locator(".store .row:visible").count()).toBe(0);
    await page.getByRole("button", { name: "Open all" }).click();
    const reader = page.locator('.file[data-file="src/read.js"]');
    await reader.click();
    expect(await reader.getAttribute("aria-pressed")).toBe("true");
    expect(await stores()).toEqual(["process.env.KV_ID: session-*"]);
    await reader.click();
    expect(await stores()).toHaveLength(3);
  });

  it.each(["light", "dark"] as const)(
    "fits a phone, %s: nothing is wider than the screen",
    async (colours) => {
      await open(colours);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
      // A file's own name is seen, whatever of its directories is cut.
      const name = page.locator('.file[data-file="src/write.js"] span').nth(1);
      expect(await name.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
    },
  );

  it("filters by status, kind and text, and shows all again on Escape", async () => {
    await open("light");
    await page.getByLabel("Status").selectOption("left");
    expect(await shown()).toEqual(["src/left.js:5:38"]);
    await page.getByLabel("Status").selectOption("rewritten");
    await page.getByLabel("Kind").selectOption("read");
    expect(await shown()).toEqual(["src/read.js:2:26"]);
    expect(await page.locator("#filter output").textContent()).toBe("1 of 4");
    await page.keyboard.press("Escape");
    expect(await shown()).toEqual(ALL);
    await page.keyboard.press("/");
    await page.keyboard.type("WRITE.js");
    expect(await shown()).toEqual(["src/write.js:5:42"]);
    await page.getByLabel("File or text").fill("none of this");
    expect(await shown()).toEqual([]);
    expect(await page.locator("#filter output").textContent()).toBe("0 of 4");
    await page.keyboard.press("Escape");
    expect(await shown()).toEqual(ALL);
  });

  it("is walked through by keys, past what the filter hides", async () => {
    await open("light");
    // A change that was closed is opened again.
    await page.locator(".change summary", { hasText: "src/read.js" }).click();
    expect(await page.locator(".change", { hasText: "src/read.js" }).locator(".diff").isVisible()).toBe(
      false,
    );
    await page.locator("h1").click();
    const focused = (): Promise<string | null> => page.locator(".item:focus .place").textContent();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await focused()).toBe("src/left.js:5:38");
    await page.getByLabel("Status").selectOption("rewritten");
    await page.locator("body").click({ position: { x: 2, y: 2 } });
    await page.keyboard.press("k");
    expect(await focused()).toBe("src/write.js:5:42");
    await page.keyboard.press("k");
    expect(await focused()).toBe("src/read.js:2:26");
    await page.keyboard.press("Enter");
    expect(await page.locator("summary:focus").innerText()).toContain("src/read.js");
    expect(await page.locator(".change", { hasText: "src/read.js" }).locator(".diff").isVisible()).toBe(true);
  });

  it("follows the system's colours until it is told otherwise", async () => {
    await open("dark");
    const background = (): Promise<string> =>
      page.evaluate("getComputedStyle(document.body).backgroundColor");
    const dark = await background();
    await page.getByRole("button", { name: "Switch to light colours" }).click();
    expect(await background()).not.toBe(dark);
    await page.keyboard.press("t");
    expect(await background()).toBe(dark);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await background()).toBe(dark);
  });

  it.each(["light", "dark"] as const)("has no fault that axe knows of, %s", async (colorScheme) => {
    await open(colorScheme);
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const found: unknown = await page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ target, failureSummary }) => [target, failureSummary]) })))",
    );
    expect(found).toEqual([]);
  });
});
