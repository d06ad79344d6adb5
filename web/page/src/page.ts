// The page: filters and a day make a question; list, timeline, map and numbers show the answer.
import { ApiError, getBlob, getJson, getRows, setToken, type Row, type Rows } from "./api.js";
import { emptyState, FILTERS, fromFragment, question, toFragment, type Filter, type State } from "./state.js";
import { listenToKeys, showCoverage, showRows } from "./list.js";
import { showTimeline, type Lane } from "./timeline.js";
import { showCounts } from "./counts.js";
import { showReport } from "./report.js";
import { placeName, showPlaceTable, type MapPlace } from "./places.js";
import type { WorldView } from "./map.js";
import { answerWords, dateWords, dayNumber, dayText, kindWords, numberWords } from "./words.js";
import { byId, make } from "./make.js";

interface Pack { kinds: string[]; roles: string[]; version: string }
interface BaseState { reports: number; claims: number; change: number; first: string | null; last: string | null; sample: boolean }

let state: State = emptyState();
let world: WorldView | null = null;
let places: MapPlace[] = [];
let next: number | null = null;
let asked = 0; // the number of the question on its way: answers to earlier ones are not shown
let abort = new AbortController();
let change = -1;
let listDrawn: () => void = () => {}; // lets the start go on to the map

const actions = { open: (report: string, claim: string): void => { void openReport(report, claim); } };

function say(text: string): void { byId("list-says").textContent = text; }

function tellFailure(error: unknown): void {
  if (error instanceof DOMException && error.name === "AbortError") return;
  if (error instanceof ApiError) say(error.message);
  else if (error instanceof TypeError && error.message.includes("fetch")) say("The server does not answer. Is hearsay serve still running?");
  else { say("This page failed; the answer may be incomplete."); console.error(error); }
}

async function openReport(report: string, claim: string): Promise<void> {
  state.report = report;
  state.claim = claim;
  try { await showReport(report, claim, actions.open); } catch (error) { tellFailure(error); }
}

function pickPlace(place: MapPlace): void {
  byId<HTMLInputElement>("in").value = place.precision === "country" ? place.name : placeName(place);
  readForm();
  byId("list").focus();
}

/* ---- asking ---- */

function listPath(): string { return state.on || state.filters.from ? "in-force" : "claims"; }

function page(query: URLSearchParams, limit: number, after = 0): URLSearchParams {
  const out = new URLSearchParams(query);
  out.set("limit", String(limit));
  if (after) out.set("after", String(after));
  return out;
}

function withoutDay(query: URLSearchParams): URLSearchParams {
  const out = new URLSearchParams(query);
  out.delete("on");
  return out;
}

/** What does not hang on the day: moving it draws this anew and asks for nothing. */
interface OverTime { key: string; rows: Rows; lanes: Lane[] }
let overTime: OverTime | null = null;

async function askOverTime(query: URLSearchParams, signal: AbortSignal): Promise<OverTime> {
  const key = `${change} ${query.toString()}`;
  if (overTime?.key === key) return overTime;
  const [rows, told] = await Promise.all([getRows("timeline", page(query, 80), signal), getJson<{ lanes: Lane[] }>("lanes", query, signal)]);
  overTime = { key, rows, lanes: told.lanes };
  return overTime;
}

/** Numbers from all over the world say nothing side by side. */
async function showNumbers(query: URLSearchParams, signal: AbortSignal, number: number): Promise<void> {
  if (!query.has("in") && !query.has("kind")) {
    byId("counts").replaceChildren(make("p", {}, "Ask for a place or a kind to see its numbers side by side."));
    return;
  }
  const counts = await getRows("counts", page(query, 50), signal);
  if (number === asked) showCounts(counts.rows, (row) => actions.open(row.claim.report.id, row.claim.id));
}

async function ask(): Promise<void> {
  const number = ++asked;
  abort.abort();
  abort = new AbortController();
  const { signal } = abort;
  const query = question(state), timeless = withoutDay(query);
  performance.mark("asked");
  try {
    const list = getRows(listPath(), page(query, 50), signal);
    const map = getJson<{ places: MapPlace[] }>("places", query, signal);
    const told = askOverTime(timeless, signal);
    for (const answer of [map, told]) answer.catch(() => {}); // waited for below; what fails is told there
    const answer = await list;
    if (number !== asked) return;
    next = answer.next;
    showRows(answer.rows, true, actions);
    showCoverage(answer.coverage);
    byId("more").hidden = next === null;
    tellDay(answer);
    performance.mark("drawn");
    listDrawn();
    places = (await map).places;
    if (number !== asked) return;
    world?.show(places);
    showPlaceTable(places, pickPlace);
    byId("map-says").textContent = "";
    performance.mark("map-drawn");
    const { rows, lanes } = await told;
    if (number !== asked) return;
    showTimeline(rows.rows, rows.next === null, lanes, state.on,
      { openRow: (row: Row) => actions.open(row.claim.report.id, row.claim.id), pickKind: (kind) => { byId<HTMLSelectElement>("kind").value = kind; readForm(); } });
    performance.mark("timeline-drawn");
    await showNumbers(timeless, signal, number);
    if (number === asked) document.documentElement.dataset["shown"] = String(number);
  } catch (error) { if (number === asked) { listDrawn(); tellFailure(error); } }
}

function tellDay(answer: Rows): void {
  const taken = answer.coverage?.taken_for?.length ? `: ${answer.coverage.taken_for.join("; ")}` : "";
  const first = answer.rows[0];
  say(!answer.rows.length ? `No report${taken}. That says something about this base, not about the world.`
    : `${next === null ? numberWords(answer.rows.length) : `The first ${numberWords(answer.rows.length)}`} claims${state.on ? ` on ${dateWords(state.on)}` : ""}${taken}`);
  byId("day-says").textContent = state.on ? (first ? `${first.type === "undated" ? "undated claims alone" : answerWords(first)}` : "no report") : "any day";
}

async function more(): Promise<void> {
  if (next === null) return;
  try {
    const answer = await getRows(listPath(), page(question(state), 50, next), abort.signal);
    next = answer.next;
    showRows(answer.rows, false, actions);
    byId("more").hidden = next === null;
  } catch (error) { tellFailure(error); }
}

/* ---- the form ---- */

function control(name: Filter): HTMLInputElement | HTMLSelectElement | null {
  return byId("filters").querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`);
}

function readForm(): void {
  const filters: State["filters"] = {};
  for (const name of FILTERS) {
    const element = control(name);
    const value = element instanceof HTMLInputElement && element.type === "checkbox" ? (element.checked ? "1" : "") : (element?.value.trim() ?? "");
    if (value) filters[name] = value;
  }
  if (!filters.from !== !filters.to) { filters.from ??= filters.to as string; filters.to ??= filters.from; }
  state.filters = filters;
  state.on = byId<HTMLInputElement>("has-day").checked ? byId<HTMLInputElement>("on").value : "";
  void ask();
}

function writeForm(): void {
  for (const name of FILTERS) {
    const element = control(name);
    if (element instanceof HTMLInputElement && element.type === "checkbox") element.checked = state.filters[name] === "1";
    else if (element) element.value = state.filters[name] ?? "";
  }
  byId<HTMLInputElement>("has-day").checked = !!state.on;
  if (state.on) setDay(state.on);
}

function setDay(day: string): void {
  byId<HTMLInputElement>("on").value = day;
  byId<HTMLInputElement>("day-slide").value = String(dayNumber(day));
  byId<HTMLInputElement>("day-slide").setAttribute("aria-valuetext", dateWords(day));
}

let later = 0;
function soon(run: () => void, milliseconds: number): void {
  clearTimeout(later);
  later = window.setTimeout(run, milliseconds);
}

function moveDay(day: string): void {
  byId<HTMLInputElement>("has-day").checked = true;
  setDay(day);
  soon(readForm, 40);
}

function listen(): void {
  const form = byId<HTMLFormElement>("filters");
  form.addEventListener("submit", (event) => { event.preventDefault(); readForm(); });
  form.addEventListener("change", readForm);
  form.addEventListener("input", (event) => { if (event.target instanceof HTMLInputElement && event.target.type !== "date") soon(readForm, 250); });
  form.addEventListener("reset", () => { window.setTimeout(readForm, 0); });
  const on = byId<HTMLInputElement>("on"), slide = byId<HTMLInputElement>("day-slide");
  byId("has-day").addEventListener("change", () => { if (!on.value) setDay(dayText(Number(slide.value))); readForm(); });
  on.addEventListener("change", () => { if (on.value) moveDay(on.value); });
  slide.addEventListener("input", () => moveDay(dayText(Number(slide.value))));
  byId("day-back").addEventListener("click", () => moveDay(dayText(Number(slide.value) - 1)));
  byId("day-on").addEventListener("click", () => moveDay(dayText(Number(slide.value) + 1)));
  byId("more").addEventListener("click", () => { void more(); });
  byId("report-close").addEventListener("click", () => byId<HTMLDialogElement>("report").close());
  byId("report").addEventListener("close", () => { state.report = ""; state.claim = ""; });
  byId("copy-link").addEventListener("click", (event) => {
    void navigator.clipboard.writeText(`${location.origin}/#${toFragment(state)}`).then(() => { (event.target as HTMLElement).textContent = "Link copied"; });
  });
  for (const element of document.querySelectorAll<HTMLButtonElement>("[data-export]"))
    element.addEventListener("click", () => { void save(element.dataset["export"] ?? "jsonl"); });
  for (const element of document.querySelectorAll<HTMLButtonElement>("[data-table]"))
    element.addEventListener("click", () => toggleTable(element));
  listenToKeys(actions);
}

function toggleTable(element: HTMLButtonElement): void {
  const name = element.dataset["table"] ?? "";
  const isTable = element.getAttribute("aria-pressed") !== "true";
  element.setAttribute("aria-pressed", String(isTable));
  element.textContent = isTable ? "as a picture" : "as a table";
  byId(`${name}-table`).hidden = !isTable;
  byId(name).hidden = isTable;
  if (!isTable) world?.resize();
}

async function save(format: string): Promise<void> {
  const query = question(state);
  query.set("format", format);
  try {
    const blob = await getBlob(listPath(), query);
    const link = make("a", {});
    link.href = URL.createObjectURL(blob);
    link.download = `hearsay.${format}`;
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (error) { tellFailure(error); }
}

/* ---- the start ---- */

function fill(id: string, names: string[]): void {
  for (const name of [...names].sort()) { const option = make("option", {}, kindWords(name)); option.value = name; byId(id).append(option); }
}

async function look(): Promise<void> {
  try {
    const base = await getJson<BaseState>("state");
    if (change >= 0 && base.change !== change) void ask();
    change = base.change;
    byId("foot").textContent = `${numberWords(base.reports)} reports, ${numberWords(base.claims)} claims in this base.`;
    const slide = byId<HTMLInputElement>("day-slide");
    if (base.first && base.last) { slide.min = String(dayNumber(base.first)); slide.max = String(dayNumber(base.last) + 366); }
    if (!state.on && base.last && !byId<HTMLInputElement>("on").value) setDay(base.last);
    if (base.sample) byId("banner").textContent = "SAMPLE reports, retold: not evidence, not the outlets' words. Nothing here is verified.";
  } catch (error) { tellFailure(error); }
}

async function start(): Promise<void> {
  const given = fromFragment(location.hash);
  state = given.state;
  if (given.token) setToken(given.token);
  if (location.hash) history.replaceState(null, "", "/"); // no question enters the browser's history
  listen();
  const pack = getJson<Pack>("pack");
  await look();
  const { kinds, roles, version } = await pack;
  fill("kind", kinds);
  fill("whom", roles);
  fill("by", roles);
  byId("foot").append(` hearsay ${version}. Places: GeoNames (CC BY 4.0); borders: Natural Earth. `);
  const notices = make("a", {}, "Notices");
  notices.href = "/notices.txt";
  byId("foot").append(notices);
  writeForm();
  const drawn = new Promise<void>((done) => { listDrawn = done; });
  void ask();
  await drawn;
  if (given.state.report) await openReport(given.state.report, given.state.claim);
  window.setInterval(() => { if (!document.hidden) void look(); }, 4000);
  try {
    const { openMap } = (await import("./map.js")) as typeof import("./map.js");
    world = await openMap(byId("map"), { pick: pickPlace, point: (place) => { byId("map-says").textContent = place ? placeName(place) : ""; } });
    world.show(places);
    document.documentElement.dataset["map"] = "drawn";
  } catch { // no WebGL: the table is the map
    byId("map").textContent = "This browser draws no map; the table beside it says the same.";
    document.querySelector<HTMLButtonElement>('[data-table="map"]')?.click();
  }
}

start().catch(tellFailure);
