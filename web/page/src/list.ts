// The list of claims in words, each with the sentence that it rests on, who says so, and what speaks against it.
import { getJson, type Claim, type Coverage, type Row } from "./api.js";
import { answerWords, citation, countWords, kindWords, numberWords, placeWords, voicesWords, whenWords, whoWords } from "./words.js";
import { button, byId, make } from "./make.js";

export interface ListActions { open(report: string, claim: string): void }

/** Filled: voices that are surely several; hollow: those that may be. A drawing of voicesWords, hidden from readers of it. */
function voiceDots(voices: [number | null, number | null]): HTMLElement {
  const most = 6;
  const low = Math.min(voices[0] ?? 0, most);
  const high = Math.min(voices[1] ?? low + 1, most);
  const dots = make("span", { class: "dots" }, "●".repeat(low) + "○".repeat(Math.max(0, high - low)) + (voices[1] === null ? "…" : ""));
  dots.setAttribute("aria-hidden", "true");
  return dots;
}

function said(claim: Claim): HTMLElement {
  const quote = make("blockquote", {});
  claim.evidence.forEach((part, i) => {
    if (i > 0) quote.append(make("span", { class: "gap" }, " … "));
    quote.append(make("span", { class: "context" }, part.prefix), make("mark", {}, part.exact), make("span", { class: "context" }, part.suffix));
  });
  if (!claim.evidence.length) quote.append(make("em", {}, "The words stand in the report alone."));
  return quote;
}

function fact(name: string, value: string): HTMLElement[] {
  return value ? [make("dt", {}, name), make("dd", {}, value)] : [];
}

function facts(row: Row): HTMLElement {
  const claim = row.claim;
  const roles = (list: Claim["by"]): string => list.map((r) => (r.as ? `${r.as} (${r.role})` : r.role)).join(", ");
  return make("dl", {}, ...fact("Where", placeWords(claim)), ...fact("When", whenWords(claim)), ...fact("People", roles(claim.whom)),
    ...fact("Imposed by", roles(claim.by)), ...fact("Number", claim.count ? countWords(claim.count) : ""), ...fact("On whose word", whoWords(claim)),
    ...fact("Report", [claim.report.outlet ?? "outlet unknown", claim.report.published?.edtf ?? "date unknown"].join(", ")));
}

/** Both sides next to each other: neither outvotes the other. */
async function contrary(row: Row, holder: HTMLElement, actions: ListActions): Promise<void> {
  holder.replaceChildren(make("p", {}, "…"));
  const sides = make("div", { class: "sides" }, make("div", {}, make("h4", {}, "This claim"), said(row.claim), make("p", {}, whoWords(row.claim))));
  for (const other of row.against.slice(0, 5)) {
    const answer = await getJson<{ rows: (Claim & { type?: string })[] }>(`claims/${other.claim}`);
    const claim = answer.rows[0];
    if (!claim) continue;
    sides.append(make("div", {}, make("h4", {}, `Against it: ${other.how}`), said(claim), make("p", {}, `${placeWords(claim)} · ${whenWords(claim)} · ${whoWords(claim)}`),
      button("Open its report", () => actions.open(claim.report.id, claim.id))));
  }
  holder.replaceChildren(sides);
}

function item(row: Row, actions: ListActions): HTMLLIElement {
  const claim = row.claim;
  const against = make("div", { class: "against" });
  const copy = button("Copy citation", () => {
    void navigator.clipboard.writeText(citation(claim)).then(() => { copy.textContent = "Copied"; });
  });
  const entry = make("li", { class: `row ${row.type}`, id: `row-${claim.id}` },
    make("h3", {}, make("span", { class: "kind" }, kindWords(claim.kind)), " ",
      claim.status === "said" ? "" : make("span", { class: `status ${claim.status}` }, claim.status), " ",
      make("span", { class: "answer" }, row.type === "undated" ? "without a date" : answerWords(row))),
    said(claim), facts(row),
    make("p", { class: "voices" }, voiceDots(row.voices), " ", voicesWords(row.voices),
      row.same.length ? ` · said the same by ${numberWords(row.same.length)} more claims` : "", ` · ${row.read}`),
    row.sample ? make("p", { class: "sample" }, row.sample) : null,
    make("p", { class: "buttons" }, button("Open the report", () => actions.open(claim.report.id, claim.id)), copy,
      row.against.length ? button("What speaks against it", () => { void contrary(row, against, actions); }) : null),
    against);
  entry.tabIndex = -1;
  return entry;
}

export function showRows(rows: Row[], isFirst: boolean, actions: ListActions): void {
  const list = byId("rows");
  const items = rows.map((row) => item(row, actions));
  if (isFirst) list.replaceChildren(...items);
  else list.append(...items);
}

/** What the answer rests on: silence speaks of the base, not of the world. */
export function showCoverage(coverage: Coverage | null): void {
  const holder = byId("coverage");
  if (!coverage) { holder.replaceChildren(); return; }
  const gap = coverage.longest_gap_days;
  const lines = [`The base holds ${numberWords(coverage.reports)} reports; ${numberWords(coverage.naming)} name the place, ` +
      `${numberWords(coverage.within_90_days)} within 90 days; ${numberWords(coverage.without_claim)} of them gave no claim, ` +
      `and ${numberWords(coverage.unread)} of their sentences were not understood.`,
    `${coverage.denials === 0 ? "No denial" : `${numberWords(coverage.denials)} denials`} in ${numberWords(coverage.naming)} reports.` +
      (coverage.newest ? ` The newest is of ${coverage.newest}` : "") + (gap !== null && gap >= 0 ? `, the longest gap between two is ${numberWords(gap)} days.` : "."),
    "No report says something about this base, not about the world."];
  if (coverage.sample) lines.unshift(coverage.sample);
  holder.replaceChildren(make("h3", {}, "What this rests on"), ...lines.map((line) => make("p", {}, line)));
}

/** Up and down go from claim to claim, Enter opens the report. */
export function listenToKeys(actions: ListActions): void {
  byId("rows").addEventListener("keydown", (event) => {
    const entry = (event.target as HTMLElement).closest("li");
    if (!entry || event.target !== entry) {
      if (!entry || !(event.key === "ArrowDown" || event.key === "ArrowUp") || !(event.target instanceof HTMLButtonElement)) return;
    }
    const step = event.key === "ArrowDown" ? entry.nextElementSibling : event.key === "ArrowUp" ? entry.previousElementSibling : null;
    if (step instanceof HTMLElement) { step.focus(); event.preventDefault(); }
    else if (event.key === "Enter" && event.target === entry) entry.querySelector<HTMLButtonElement>(".buttons button")?.click();
  });
  byId("list").addEventListener("keydown", (event) => {
    if (event.target === byId("list") && event.key === "ArrowDown") { byId("rows").querySelector<HTMLElement>("li")?.focus(); event.preventDefault(); }
  });
  void actions;
}
