// One report: its text with the words of each claim marked, of each field when a claim is pointed at, and where it comes from.
import { getJson, type Claim, type Origin, type ReportLine } from "./api.js";
import { kindWords, placeWords, voicesWords, whenWords, whoWords } from "./words.js";
import { button, byId, make } from "./make.js";

interface Stretch { begin: number; end: number; claims: Set<string>; fields: Map<string, string[]> }

/** Offsets count Unicode code points, JavaScript UTF-16 units: the unit at which each code point begins. */
function unitsOf(text: string): number[] {
  const units: number[] = [];
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) units.push(at);
  units.push(text.length);
  return units;
}

/** The text is cut wherever some claim's words or fields begin or end. */
function stretches(text: string, claims: Claim[]): Stretch[] {
  const units = unitsOf(text);
  const cuts = new Set<number>([0, units.length - 1]);
  for (const claim of claims) {
    for (const e of claim.evidence) cuts.add(e.start).add(e.end);
    for (const spans of Object.values(claim.fields)) for (const [from, to] of spans) cuts.add(from).add(to);
  }
  const points = [...cuts].filter((c) => c >= 0 && c < units.length).sort((a, b) => a - b);
  return points.slice(0, -1).map((begin, i) => {
    const end = points[i + 1] ?? begin;
    const stretch: Stretch = { begin: units[begin] ?? 0, end: units[end] ?? 0, claims: new Set(), fields: new Map() };
    for (const claim of claims) {
      if (claim.evidence.some((e) => e.start <= begin && e.end >= end)) stretch.claims.add(claim.id);
      const names = Object.entries(claim.fields).filter(([, spans]) => spans.some(([from, to]) => from <= begin && to >= end)).map(([name]) => name);
      if (names.length) stretch.fields.set(claim.id, names);
    }
    return stretch;
  });
}

function point(body: HTMLElement, id: string): void {
  for (const part of body.querySelectorAll<HTMLElement>("[data-claims]"))
    part.classList.toggle("pointed", (part.dataset["claims"] ?? "").split(" ").includes(id));
  for (const part of body.querySelectorAll<HTMLElement>("[data-fields]")) {
    const fields = (JSON.parse(part.dataset["fields"] ?? "{}") as Record<string, string[]>)[id];
    part.classList.toggle("field", !!fields);
    if (fields) part.dataset["field"] = fields.join(", ");
    else delete part.dataset["field"];
  }
  for (const entry of body.querySelectorAll<HTMLElement>("[data-claim]")) entry.setAttribute("aria-current", String(entry.dataset["claim"] === id));
}

function textOf(report: ReportLine, claims: Claim[]): HTMLElement {
  const holder = make("div", { class: "text" });
  for (const part of stretches(report.text, claims)) {
    const words = report.text.slice(part.begin, part.end);
    if (!part.claims.size && !part.fields.size) { holder.append(words); continue; }
    const element = make(part.claims.size ? "mark" : "span", {}, words);
    element.dataset["claims"] = [...part.claims].join(" ");
    if (part.fields.size) element.dataset["fields"] = JSON.stringify(Object.fromEntries(part.fields));
    holder.append(element);
  }
  return holder;
}

/** The reports that it derives from, and theirs, as a tree; each once. */
async function lineage(id: string, open: (report: string) => void, seen = new Set<string>()): Promise<HTMLElement | null> {
  if (seen.has(id) || seen.size > 40) return null;
  seen.add(id);
  const answer = await getJson<{ rows: Origin[] }>(`sources/${id}`);
  const origin = answer.rows.find((row) => row.report === id) ?? answer.rows[0];
  if (!origin) return null;
  const list = make("ul", {});
  for (const parent of origin.derives_from) {
    const tree = await lineage(parent, open, seen);
    list.append(tree ? tree : make("li", {}, parent));
  }
  const name = `${origin.outlet ?? "outlet unknown"}, ${origin.published ?? "date unknown"}`;
  return make("li", {}, button(name, () => open(id)), ` ${origin.how === "original" ? "tells it first-hand" : origin.how}`,
    origin.reasons.length ? make("span", { class: "reasons" }, ` (${origin.reasons.join("; ")})`) : null, ` · ${voicesWords(origin.voices)}`, list.childElementCount ? list : null);
}

export async function showReport(id: string, claim: string, open: (report: string, claim: string) => void): Promise<void> {
  const { rows } = await getJson<{ rows: (ReportLine | Claim)[] }>(`reports/${id}`);
  const report = rows.find((row): row is ReportLine => "text" in row);
  if (!report) return;
  const claims = rows.filter((row): row is Claim => "evidence" in row && "kind" in row);
  const body = byId("report-body");
  byId("report-title").textContent = report.title ?? `${report.outlet ?? "Report"}, ${report.published ?? "date unknown"}`;
  const entries = claims.map((c) => {
    const entry = button(`${kindWords(c.kind)}${c.status === "said" ? "" : ` (${c.status})`}`, () => {
      point(body, c.id);
      body.querySelector(`[data-claims~="${c.id}"]`)?.scrollIntoView({ block: "center" });
    });
    entry.dataset["claim"] = c.id;
    entry.addEventListener("mouseenter", () => point(body, c.id));
    entry.addEventListener("focus", () => point(body, c.id));
    return make("li", {}, entry, make("span", { class: "small" }, ` ${placeWords(c)} · ${whenWords(c)} · ${whoWords(c)}`));
  });
  const tree = make("ul", { class: "tree" }, make("li", {}, "…"));
  const text = textOf(report, claims);
  text.addEventListener("mouseover", (event) => {
    const first = ((event.target as HTMLElement).dataset["claims"] ?? "").split(" ")[0];
    if (first) point(body, first);
  });
  body.replaceChildren(
    make("p", { class: "small" }, [report.outlet ?? "outlet unknown", `${report.published ?? "date unknown"}${report.published_basis ? ` (by ${report.published_basis})` : ""}`,
      report.url ?? "no address", `sha256:${report.sha256}`].join(" · ")),
    report.translated ? make("p", { class: "small" }, "As translated: the words are the translator's.") : "",
    report.retold ? make("p", { class: "sample" }, "SAMPLE, retold: not evidence, not the outlet's words") : "",
    make("div", { class: "columns" }, make("div", {}, make("h3", {}, "Text"), text),
      make("div", {}, make("h3", {}, "Claims"), make("ol", { class: "claims" }, ...entries), make("h3", {}, "Where it comes from"), tree)));
  const dialog = byId<HTMLDialogElement>("report");
  if (!dialog.open) dialog.showModal();
  if (claim) {
    point(body, claim);
    body.querySelector(`[data-claims~="${claim}"]`)?.scrollIntoView({ block: "center" });
  }
  const root = await lineage(id, (other) => open(other, ""));
  tree.replaceChildren(...(root ? [root] : [make("li", {}, "unknown")]));
}
