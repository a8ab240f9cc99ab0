/* What a browser finds wrong with HTML files: axe-core's violations and too broad pages, by day and by night, on a desk and
   on a phone. Prints a JSON object: for each file a list of sentences, empty where nothing is wrong. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
// By night only the colours are others.
const RULES = { light: {}, dark: { runOnly: ["cat.color"] } };
const VIEWPORTS = { desk: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGUMENTS });
// The page's own policy would keep axe out.
const page = await (await browser.newContext({ bypassCSP: true })).newPage();
const wrong = {};
for (const file of process.argv.slice(2)) {
  wrong[file] = await audit(pathToFileURL(resolve(file)).href);
}
await browser.close();
console.log(JSON.stringify(wrong));

async function audit(address) {
  const found = [];
  const listen = (request) => request.url() !== address && found.push(`it asks for ${request.url()}`);
  page.on("request", listen);
  await page.goto(address);
  for (const [name, viewport] of Object.entries(VIEWPORTS)) {
    await page.setViewportSize(viewport);
    for (const [colorScheme, rules] of Object.entries(RULES)) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await lookedAt(rules)).map((sentence) => `${name}, ${colorScheme}: ${sentence}`));
    }
  }
  page.off("request", listen);
  return found;
}

async function lookedAt(rules) {
  await page.evaluate(AXE);
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, options);
    const sentences = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} in ${html.slice(0, 200)}`));
    const { scrollWidth } = document.scrollingElement;
    return scrollWidth > innerWidth ? [...sentences, `it is ${scrollWidth} wide, the window ${innerWidth}`] : sentences;
  }, { ...rules, resultTypes: ["violations"] });
}
