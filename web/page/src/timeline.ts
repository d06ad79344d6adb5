// Claims over time. Solid where a claim holds on every day, hatched where it holds on some day of a bracket, fading behind
// the last report, where going on is an inference; in outline what is said not to be so.
import type { Row } from "./api.js";
import { bracketDays, dateWords, dayNumber, dayText, kindWords, numberWords, voicesWords, whenWords, whoWords } from "./words.js";
import { byId, make, makeSvg, table } from "./make.js";

export type Run = [from: string | null, to: string | null, how: "every" | "some" | "after"];
export interface Lane { kind: string; runs: Run[] }
export interface TimelineActions { openRow(row: Row): void; pickKind(kind: string): void }

const DAY = /^\d{4}-\d\d-\d\d$/, FADE_DAYS = 180;
const LANE = 18, LEFT = 150, HEAD = 22, RIGHT = 14, BARS_MOST = 80;

interface Bar { label: string; runs: Run[]; isDenied: boolean; voices: number; open(): void; says: string }

function rowRuns(row: Row): Run[] {
  const when = row.claim.when;
  const runs: Run[] = [];
  const published = row.claim.report.published?.edtf;
  const bracket = published ? bracketDays(published) : null;
  const told = bracket?.[1] ?? null;
  const add = ([from, to]: [string | null, string | null], how: "every" | "some"): void => {
    const first = from && DAY.test(from) ? from : null;
    const last = to && DAY.test(to) ? to : null;
    runs.push([first, last ?? told, how]); // left open, it is told until the report; going on is an inference
    if (!last && told) runs.push([told, dayText(dayNumber(told) + FADE_DAYS), "after"]);
  };
  if (when?.some) add(when.some, "some");
  if (when?.all) add(when.all, "every");
  if (!when && row.claim.asof === "report" && bracket) runs.push([bracket[0], bracket[1], "some"]);
  return runs;
}

function bounds(runs: Run[][]): [number, number] | null {
  const days = runs.flat().flatMap(([from, to]) => [from, to]).filter((day): day is string => !!day && DAY.test(day)).map(dayNumber);
  if (!days.length) return null;
  const first = Math.min(...days), last = Math.max(...days);
  const pad = Math.max(15, Math.round((last - first) * 0.04));
  return [first - pad, last + pad];
}

const YEAR = 365.25, LABELS_MOST = 10;

/** Years, or months where a year is long, so that their names do not touch. */
function ticks(first: number, last: number): { at: number; text: string }[] {
  const years = (last - first) / YEAR;
  const out: { at: number; text: string }[] = [];
  const from = Number(dayText(first).slice(0, 4)), to = Number(dayText(last).slice(0, 4));
  const step = [1, 2, 5, 10, 20, 50, 100].find((s) => years / s <= LABELS_MOST) ?? 200;
  const months = [1, 2, 3, 6].find((s) => (years * 12) / s <= LABELS_MOST);
  for (let year = from; year <= to; year++) {
    if (!months && year % step === 0) out.push({ at: dayNumber(`${year}-01-01`), text: String(year) });
    for (let month = 1; months && month <= 12; month += months) {
      const name = `${year}-${String(month).padStart(2, "0")}`;
      out.push({ at: dayNumber(`${name}-01`), text: dateWords(name) });
    }
  }
  return out.filter((tick) => tick.at >= first && tick.at <= last);
}

function defs(): SVGDefsElement {
  return makeSvg("defs", {},
    makeSvg("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      makeSvg("rect", { width: 2.5, height: 6, class: "ink" })),
    makeSvg("linearGradient", { id: "fade" }, makeSvg("stop", { offset: "0", class: "ink-stop", "stop-opacity": 0.5 }),
      makeSvg("stop", { offset: "1", class: "ink-stop", "stop-opacity": 0 })));
}

function draw(bars: Bar[], on: string): SVGSVGElement | null {
  const span = bounds(bars.map((bar) => bar.runs));
  if (!span) return null;
  let [first, last] = span;
  if (on) { first = Math.min(first, dayNumber(on) - 10); last = Math.max(last, dayNumber(on) + 10); }
  const width = Math.max(560, byId("timeline").clientWidth || 800);
  const height = HEAD + bars.length * LANE + 6;
  const x = (day: number): number => LEFT + ((day - first) / (last - first)) * (width - LEFT - RIGHT);
  const svg = makeSvg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Timeline; the same as a table by the button" }, defs());
  for (const tick of ticks(first, last))
    svg.append(makeSvg("line", { x1: x(tick.at), x2: x(tick.at), y1: HEAD - 4, y2: height, class: "grid" }),
      makeSvg("text", { x: x(tick.at) + 3, y: 13, class: "tick" }, tick.text));
  bars.forEach((bar, i) => {
    const y = HEAD + i * LANE;
    const group = makeSvg("g", { class: bar.isDenied ? "bar denied" : "bar", role: "button", tabindex: i === 0 ? 0 : -1, "aria-label": bar.says });
    group.append(makeSvg("title", {}, bar.says), makeSvg("rect", { x: 0, y, width, height: LANE, class: "lane" }),
      makeSvg("text", { x: 4, y: y + 13, class: "label" }, bar.label.length > 22 ? `${bar.label.slice(0, 21)}…` : bar.label));
    for (const [from, to, how] of bar.runs) {
      const a = from ? x(dayNumber(from)) : LEFT, b = to ? x(dayNumber(to) + 1) : width - RIGHT;
      group.append(makeSvg("rect", { x: a, y: y + 4, width: Math.max(3, b - a), height: LANE - 8, class: `run ${how}` }));
    }
    for (let v = 0; v < Math.min(3, bar.voices); v++) group.append(makeSvg("circle", { cx: LEFT - 6 - v * 6, cy: y + LANE / 2, r: 2.2, class: "voice" }));
    group.addEventListener("click", bar.open);
    group.addEventListener("keydown", (event) => moveFocus(event, group, bar.open));
    svg.append(group);
  });
  if (on) svg.append(makeSvg("line", { x1: x(dayNumber(on)), x2: x(dayNumber(on)), y1: HEAD - 8, y2: height, class: "now" }));
  return svg;
}

function moveFocus(event: KeyboardEvent, group: SVGGElement, open: () => void): void {
  const bars = [...(group.parentNode?.querySelectorAll<SVGGElement>("g.bar") ?? [])];
  const at = bars.indexOf(group);
  const next = event.key === "ArrowDown" ? bars[at + 1] : event.key === "ArrowUp" ? bars[at - 1] : undefined;
  if (event.key === "Enter" || event.key === " ") open();
  else if (!next) return;
  else { group.setAttribute("tabindex", "-1"); next.setAttribute("tabindex", "0"); next.focus(); }
  event.preventDefault();
}

function runWords([from, to, how]: Run): string {
  const days = from === to && from ? dateWords(from) : `${from ? dateWords(from) : "…"} – ${to ? dateWords(to) : "…"}`;
  return how === "every" ? days : how === "some" ? `some day of ${days}` : `${days}, inferred`;
}

/** Few claims stand one by one, many in a lane for each kind. */
export function showTimeline(rows: Row[], isAll: boolean, lanes: Lane[], on: string, actions: TimelineActions): void {
  const dated = rows.filter((row) => rowRuns(row).length);
  const one = isAll && dated.length <= BARS_MOST;
  const bars: Bar[] = one
    ? dated.map((row) => ({ label: kindWords(row.claim.kind), runs: rowRuns(row), isDenied: row.claim.status === "said-not", voices: row.voices[0] ?? 1,
        open: () => actions.openRow(row), says: `${kindWords(row.claim.kind)}, ${whenWords(row.claim)}, ${voicesWords(row.voices)}: ${row.claim.evidence[0]?.exact ?? ""}` }))
    : lanes.map((lane) => ({ label: kindWords(lane.kind), runs: lane.runs, isDenied: false, voices: 0, open: () => actions.pickKind(lane.kind),
        says: `${kindWords(lane.kind)}: show its claims` }));
  const svg = draw(bars, on);
  byId("timeline").replaceChildren(svg ?? make("p", {}, "No claim here tells a date."));
  const body = one
    ? dated.map((row) => [kindWords(row.claim.kind), rowRuns(row).map(runWords).join("; "), row.claim.status, voicesWords(row.voices), whoWords(row.claim), row.claim.evidence[0]?.exact ?? ""])
    : lanes.map((lane) => [kindWords(lane.kind), lane.runs.slice(0, 8).map(runWords).join("; ") + (lane.runs.length > 8 ? ` … ${numberWords(lane.runs.length - 8)} more` : "")]);
  byId("timeline-table").replaceChildren(table(one ? ["Kind", "When", "Status", "Voices", "Who says so", "Words"] : ["Kind", "When"], body, "The timeline as a table"));
}
