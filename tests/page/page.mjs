// The page of hearsay serve in a browser: page.mjs PROGRAM WORK [SHOTS]. Reads the sample reports into a base in WORK, serves
// it, and goes through what people do: find, move the day, open a report, follow it back, export, by keyboard alone, in
// light and dark, narrow and wide. SHOTS: a folder for pictures of five views. Ends with "N passed, N failed".
import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [, , given, work, shots] = process.argv;
const program = resolve(given);
const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(join(top, "web/page/package.json"));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--use-angle=swiftshader", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"];

let passed = 0, failed = 0;
function check(what, isTrue, said = "") {
  if (isTrue) passed++;
  else { failed++; console.log(`FAILED: ${what}${said ? `: ${said}` : ""}`); }
}
async function attempt(what, run) {
  try { await run(); } catch (error) { check(what, false, String(error.message ?? error).split("\n")[0]); }
}
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
/** Asks the page until it says yes: waitForFunction would need eval, which the page forbids. */
async function until(page, condition, what, ms = 40000) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(50)) if (await page.evaluate(condition)) return true;
  throw new Error(`${what} did not come`);
}

// ---- reports of our own beside the samples: hostile ones, a reprint, numbers that differ ----
mkdirSync(join(work, "own"), { recursive: true });
const own = (name, head, text) => writeFileSync(join(work, "own", name), `${head}\n\n${text}\n`);
const hostile = `<script>document.title = "broken"</script><img src="http://elsewhere.example/x.png" onerror="document.title='broken'"><svg onload="document.title='broken'"></svg> \u202Edecrof\u202C`;
own("hostile.txt", "Title: <b>Hostile</b> report\nOutlet: The Trap <i>Post</i>\nPublished: 2021-03-04\nURL: https://trap.example/1",
  `Managers in Batumi forbade the 40 welders to leave the dormitory, a cook said. ${hostile}`);
own("post.txt", "Outlet: The Harbour Post\nPublished: 2022-02-10\nURL: https://harbourpost.example/2022/02/10/loggers",
  "The embassy last week forbade North Korean loggers in Khabarovsk to travel to Vladivostok until March 1, a camp cook who requested anonymity told The Harbour Post. The foremen keep the men's passports, he said, and about 120 of them live in the camp.");
own("echo.txt", "Outlet: The Echo Daily\nPublished: 2022-02-11\nURL: https://echo.example/2022/02/11/loggers",
  "The embassy last week forbade North Korean loggers in Khabarovsk to travel to Vladivostok until March 1, The Harbour Post reported, citing a camp cook who requested anonymity. The foremen keep the men's passports, he said, and about 120 of them live in the camp.");
own("digest.txt", "Outlet: The Digest\nPublished: 2019-06/2019-07-09\nURL: https://digest.example/1",
  "The 50 migrant welders in Gdynia may not leave the dormitory, a cook said.");
writeFileSync(join(work, "long.txt"), `Outlet: The Long Post\nPublished: 2021-05-06\nURL: https://long.example/1\n\nManagers in Batumi forbade the 70 riveters to leave the dormitory, a cook said. ${"The men went on with their work that day, and the cook made soup for all of them. ".repeat(120000)}\n`);

const base = join(work, "page.db");
const run = (...words) => {
  const result = spawnSync(program, words, { encoding: "utf8" });
  if (result.status !== 0) console.log(result.stderr);
  return result;
};
run("read", "--quiet", "--with-samples", "--base", base, join(top, "corpus/reports"), "--metadata", join(top, "corpus/metadata.tsv"));
run("read", "--quiet", "--with-samples", "--base", base, join(work, "own"));
const server = spawn(program, ["serve", "--base", base, "--port", "0"]);
const address = await new Promise((done) => server.stdout.once("data", (bytes) => done(String(bytes).trim())));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

async function open({ width = 1400, height = 950, colorScheme = "light", hash = "", locale = "en-GB" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale, permissions: ["clipboard-read", "clipboard-write"], acceptDownloads: true });
  const page = await context.newPage();
  page.outside = [];
  page.failures = [];
  page.on("request", (request) => { if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) page.outside.push(request.url()); });
  page.on("pageerror", (error) => page.failures.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") page.failures.push(message.text()); });
  await page.goto(address + hash);
  await until(page, () => !!document.documentElement.dataset.shown, "the first view");
  return page;
}
const shown = (page) => page.evaluate(() => document.documentElement.dataset.shown);
/** Does what changes the question, and waits until its answer is drawn. */
async function ask(page, act) {
  const before = await shown(page);
  await act();
  for (const end = Date.now() + 40000; Date.now() < end; await sleep(40)) if ((await shown(page)) !== before) return;
  throw new Error("no answer was drawn");
}
const texts = (page, selector) => page.evaluate((s) => [...document.querySelectorAll(s)].map((e) => e.textContent), selector);
async function noViolations(page, what) {
  const cdp = await page.context().newCDPSession(page); // runs beside the page's own policy
  await cdp.send("Runtime.evaluate", { expression: axeSource });
  const { result } = await cdp.send("Runtime.evaluate", { awaitPromise: true, returnByValue: true,
    expression: `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then((r) => JSON.stringify(r.violations.map((v) => v.id + " " + v.nodes.slice(0, 2).map((n) => n.target + ": " + n.failureSummary.split("\\n")[1]).join(" | "))))` });
  const violations = JSON.parse(result.value ?? '["axe did not run"]');
  check(`${what}: no violation of WCAG 2.2 AA`, violations.length === 0, violations.join("; "));
}
const shoot = async (page, name) => { if (shots) await page.screenshot({ path: join(shots, `${name}.png`) }); };

// ---- what people do ----
await attempt("the first view", async () => {
  const page = await open();
  check("claims are listed", (await texts(page, "#rows li")).length > 20);
  check("what it rests on is told", (await texts(page, "#coverage"))[0].includes("not about the world"));
  check("samples are called samples", (await texts(page, "#banner"))[0].includes("SAMPLE"));
  check("the timeline is drawn", (await page.evaluate(() => document.querySelectorAll("#timeline .run").length)) > 10);
  await until(page, () => document.documentElement.dataset.map === "drawn", "the map");
  check("places are on the map", Number(await page.evaluate(() => document.getElementById("map").dataset.places)) > 10);
  check("the address holds no question", page.url() === address);
  check("nothing is asked of the world outside", page.outside.length === 0, page.outside.join(" "));
  check("no script fails", page.failures.length === 0, page.failures.join("; "));
  await sleep(600);
  await shoot(page, "first");
  await noViolations(page, "the first view");
  await page.context().close();
});
await attempt("by place and day", async () => {
  const page = await open();
  await ask(page, () => page.fill("#in", "Khabarovsk"));
  check("a claim is found by its place", (await texts(page, "#rows .kind")).includes("travel ban"));
  check("the place is told as it was taken", (await texts(page, "#list-says"))[0].includes("Khabarovsk"));
  await ask(page, () => page.evaluate(() => { const on = document.getElementById("on"); on.value = "2022-02-10"; on.dispatchEvent(new Event("change")); }));
  check("in force on the day", (await texts(page, "#rows .answer")).includes("reported"));
  const first = (await texts(page, "#rows li"))[0];
  await ask(page, () => page.evaluate(() => { const on = document.getElementById("on"); on.value = "2022-03-20"; on.dispatchEvent(new Event("change")); }));
  check("moved behind the end, the answer changes", (await texts(page, "#rows li"))[0] !== first && (await texts(page, "#rows .answer")).join().includes("announced end passed"), (await texts(page, "#rows .answer")).join());
  await ask(page, () => page.click("#day-on"));
  check("a day on", (await page.inputValue("#on")) === "2022-03-21");
  await ask(page, () => page.fill("#in", "Nowhereville"));
  check("silence speaks of the base", (await texts(page, "#list-says"))[0].includes("about this base"));
  check("still the address holds no question", page.url() === address);
  await page.context().close();
});
await attempt("a report and its words", async () => {
  const page = await open();
  await ask(page, () => page.fill("#in", "Khabarovsk"));
  const row = page.locator("#rows li", { hasText: "travel ban" }).first();
  await row.getByRole("button", { name: "Open the report" }).click();
  await until(page, () => document.getElementById("report").open && document.querySelectorAll("#report .text mark").length > 2, "the report");
  const marked = await page.evaluate(() => [...document.querySelectorAll("#report mark.pointed")].map((e) => e.textContent).join(""));
  check("the words of the claim are marked", marked.includes("forbade North Korean loggers in Khabarovsk to travel to Vladivostok"), marked);
  const fields = await page.evaluate(() => [...document.querySelectorAll("#report .field")].map((e) => [e.dataset.field, e.textContent]));
  check("those of its fields, too", fields.some(([name, words]) => name.includes("to") && words === "Vladivostok"), JSON.stringify(fields));
  await until(page, () => document.querySelectorAll("#report .tree li button").length > 0, "where it comes from");
  await noViolations(page, "a report");
  await shoot(page, "report");
  await page.keyboard.press("Escape");
  check("Escape closes it", !(await page.evaluate(() => document.getElementById("report").open)));
  await page.context().close();
});
await attempt("where it comes from", async () => {
  const page = await open();
  const id = JSON.parse(run("sources", "--base", base, "--format", "jsonl").stdout.split("\n").find((line) => line.includes("The Echo Daily"))).report;
  await page.context().close();
  const other = await open({ hash: `#in=Khabarovsk&report=${id}` });
  await until(other, () => document.querySelectorAll("#report .tree ul li button").length > 0, "the lineage");
  check("the reprint names what it comes from", (await texts(other, "#report .tree ul li button"))[0].includes("The Harbour Post"));
  await shoot(other, "lineage");
  await other.locator("#report .tree ul li button").first().click();
  await until(other, () => document.getElementById("report-title").textContent.includes("Harbour"), "the first report");
  check("a link opens the view that it was copied from", (await other.inputValue("#in")) === "Khabarovsk");
  check("and leaves nothing in the address", other.url() === address);
  await other.context().close();
});
await attempt("hostile reports", async () => {
  const page = await open({ hash: "#in=Batumi" });
  check("they are read", (await texts(page, "#rows li")).some((text) => text.includes("forbade the 40 welders")));
  await page.locator("#rows li").first().getByRole("button", { name: "Open the report" }).click();
  await until(page, () => document.getElementById("report").open, "the report");
  check("what they say is text", (await page.title()) === "hearsay: who said what" && (await page.evaluate(() => !document.querySelector("#report script, #report img, #report .text svg, #rows img"))));
  check("they load nothing", page.outside.length === 0, page.outside.join(" "));
  await page.context().close();
});
await attempt("reports of no certain day", async () => {
  const page = await open({ hash: "#in=Gdynia" });
  check("stand on the timeline as a bracket", (await page.evaluate(() => document.querySelectorAll("#timeline .run.some").length)) > 0);
  await page.click('[data-table="timeline"]');
  check("with its first and last day", (await texts(page, "#timeline-table td")).some((text) => text.includes("1 Jun 2019") && text.includes("9 Jul 2019")), (await texts(page, "#timeline-table td")).join("|"));
  await page.context().close();
});
await attempt("copies and exports", async () => {
  const page = await open({ hash: "#in=Khabarovsk&on=2022-02-10" });
  await page.click("#copy-link");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  check("the link is copied", link.startsWith(address) && link.includes("in=Khabarovsk") && link.includes("on=2022-02-10"), link);
  await page.locator("#rows li").first().getByRole("button", { name: "Copy citation" }).click();
  const cited = await page.evaluate(() => navigator.clipboard.readText());
  check("a citation has words, outlet, date, address and digest", ["“", "2022-02", "https://", "sha256:", "not checked"].every((part) => cited.includes(part)), cited);
  for (const format of ["csv", "jsonl", "geojson"]) {
    await page.click("summary");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-export="${format}"]`)]);
    const text = readFileSync(await download.path(), "utf8");
    check(`${format} holds the claims`, text.includes("Khabarovsk") && download.suggestedFilename() === `hearsay.${format}`);
    await page.click("summary");
  }
  await page.context().close();
});
await attempt("by the keyboard alone", async () => {
  const page = await open({ hash: "#in=Khabarovsk" });
  await page.keyboard.press("Tab");
  check("the first stop leads to the list", (await page.evaluate(() => document.activeElement.textContent)) === "To the list of claims");
  await page.keyboard.press("Enter");
  await page.focus("#list");
  await page.keyboard.press("ArrowDown");
  check("down goes to a claim", await page.evaluate(() => document.activeElement.tagName === "LI"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(page, () => document.getElementById("report").open, "the report by Enter");
  await page.keyboard.press("Escape");
  await page.focus("#timeline .bar[tabindex='0']");
  await page.keyboard.press("Enter");
  await until(page, () => document.getElementById("report").open, "the report by a bar of the timeline");
  check("a bar opens its sentence", true);
  await page.keyboard.press("Escape");
  await page.focus("#day-slide");
  await ask(page, () => page.keyboard.press("ArrowLeft"));
  check("arrows move the day", await page.isChecked("#has-day"));
  await page.context().close();
});
await attempt("tables beside the pictures", async () => {
  const page = await open({ hash: "#in=China&wide=1" });
  await until(page, () => document.documentElement.dataset.map === "drawn", "the map");
  for (const name of ["map", "timeline"]) {
    await page.click(`[data-table="${name}"]`);
    check(`the ${name} as a table`, (await texts(page, `#${name}-table tbody tr`)).length > 2 && !(await page.isVisible(`#${name}`)));
  }
  await noViolations(page, "tables");
  await page.locator("#map-table tbody button").first().click();
  check("a place of the table is asked for", (await page.inputValue("#in")) !== "China");
  await page.context().close();
});
for (const [name, options] of [["dark", { colorScheme: "dark" }], ["narrow", { width: 360, height: 800 }], ["narrowest", { width: 320, height: 700, colorScheme: "dark" }]])
  await attempt(name, async () => {
    const page = await open({ ...options, hash: "#in=Dandong" });
    const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    check(`${name}: nothing sticks out`, scroll <= inner, `${scroll} of ${inner}`);
    await until(page, () => document.documentElement.dataset.map === "drawn", "the map");
    await noViolations(page, name);
    await sleep(500);
    await shoot(page, name);
    await page.context().close();
  });
await attempt("in another language's ways", async () => {
  const page = await open({ locale: "de-DE", hash: "#in=Khabarovsk" });
  check("dates are the reader's", (await texts(page, "#rows dd")).some((text) => text.includes("01.03.2022") || text.includes("1. März 2022")), (await texts(page, "#rows dd")).join("|").slice(0, 300));
  await page.context().close();
});
await attempt("while another terminal reads", async () => {
  const page = await open({ hash: "#in=Batumi" });
  const before = (await texts(page, "#rows li")).length;
  run("read", "--quiet", "--with-samples", "--base", base, join(work, "long.txt"));
  await until(page, (n) => document.querySelectorAll("#rows li").length > n, "the new report", 1).catch(() => {});
  for (const end = Date.now() + 20000; Date.now() < end && (await texts(page, "#rows li")).length <= before; ) await sleep(200);
  check("what it read appears", (await texts(page, "#rows li")).some((text) => text.includes("riveters")));
  await page.locator("#rows li", { hasText: "riveters" }).first().getByRole("button", { name: "Open the report" }).click();
  await until(page, () => document.getElementById("report").open, "a report of 10 MB in one line", 30000);
  check("a line of 10 MB is shown", true);
  await page.context().close();
});
await attempt("print", async () => {
  const page = await open({ hash: "#in=Khabarovsk" });
  await page.emulateMedia({ media: "print" });
  check("on paper stand the claims and no controls", !(await page.isVisible("#filters")) && (await page.isVisible("#rows")));
  await page.context().close();
});

await browser.close();
server.kill("SIGTERM");
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
