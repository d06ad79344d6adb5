// Claims in words, and dates and numbers as the reader's own language writes them.
import type { Claim, Count, Row } from "./api.js";

const DAY_MS = 86400000;
export function dayNumber(day: string): number { return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS); }
export function dayText(number: number): string { return new Date(number * DAY_MS).toISOString().slice(0, 10); }

/** First and last day of one end of a date: "2019-06" is 2019-06-01 and 2019-06-30. */
function endDays(edtf: string): [string, string] | null {
  const [, year, month, day] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?$/.exec(edtf.replace(/[~?%]/g, "")) ?? [];
  if (!year) return null;
  const first = `${year}-${month ?? "01"}-${day ?? "01"}`;
  if (day) return [first, first];
  const next = month && month !== "12" ? `${year}-${String(Number(month) + 1).padStart(2, "0")}-01` : `${Number(year) + 1}-01-01`;
  return [first, dayText(dayNumber(next) - 1)];
}

/** The days on one of which it was: "2019-06/2019-07-09" is 2019-06-01 to 2019-07-09. Null where an end is open or it is no day. */
export function bracketDays(edtf: string): [string, string] | null {
  const ends = edtf.split("/").map(endDays);
  const first = ends[0], last = ends[ends.length - 1];
  return first && last && ends.length <= 2 ? [first[0], last[1]] : null;
}

const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "long", timeZone: "UTC" });
const numberFormat = new Intl.NumberFormat();

/** A day, month or year of EDTF; what is more than that stays as it is. */
export function dateWords(edtf: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(edtf)) return dayFormat.format(new Date(`${edtf}T00:00:00Z`));
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(edtf)) return monthFormat.format(new Date(`${edtf}-01T00:00:00Z`));
  return edtf.split("/").length === 2 ? edtf.split("/").map((part) => (part === ".." || part === "" ? "…" : dateWords(part))).join(" – ") : edtf;
}

export function numberWords(value: number): string { return numberFormat.format(value); }

export function countWords(count: Count): string {
  const about = count.approx || count.vague ? "about " : "";
  const { low, high } = count;
  const unit = count.unit === "people" && low === 1 && high === 1 ? "person" : count.unit;
  if (low !== null && low === high) return `${about}${numberWords(low)} ${unit}`;
  if (low !== null && high !== null) return `${about}${numberWords(low)} to ${numberWords(high)} ${unit}`;
  if (low !== null) return `${numberWords(low)} ${unit} or more`;
  if (high !== null) return `up to ${numberWords(high)} ${unit}`;
  return `a few ${unit}`;
}

export function kindWords(kind: string): string { return kind.replace(/-/g, " "); }

export function voicesWords(voices: [number | null, number | null]): string {
  const [low, high] = voices;
  if (low === null) return "voices unknown";
  if (high === null) return `${numberWords(low)} voice${low === 1 ? "" : "s"} or more`;
  return low === high ? `${numberWords(low)} voice${low === 1 ? "" : "s"}` : `${numberWords(low)} to ${numberWords(high)} voices`;
}

export function answerWords(row: Row): string {
  return row.days_before ? `${row.answer} ${numberWords(row.days_before)} days before` : row.answer;
}

export function whoWords(claim: Claim): string {
  const via = (claim.source?.via ?? []).map((v) => v.as).filter(Boolean).join(", ");
  if (!claim.source) return `${claim.report.outlet ?? "the report"}, in its own voice`;
  const words = claim.source.as ?? (claim.source.type === "private" ? "a private person" : claim.source.type);
  return via ? `${words}, by way of ${via}` : words;
}

export function placeWords(claim: Claim): string {
  const where = claim.where.map((p) => p.as).join(", ");
  const to = claim.to.map((p) => p.as).join(", ");
  return [where, to && `to ${to}`].filter(Boolean).join(" ");
}

export function whenWords(claim: Claim): string {
  if (claim.when) return dateWords(claim.when.edtf);
  switch (claim.asof) {
    case "report": return "as of the report";
    case "before": return "in the past, without a date";
    case "after": return "still to come";
    case "general": return "in general";
    default: return "no time is told";
  }
}

/** Words, outlet, date, address and digest: what another person needs to find it again. */
export function citation(claim: Claim): string {
  const report = claim.report;
  const date = report.published ? `${report.published.edtf} (date by ${report.published.basis})` : "date unknown";
  return [`“${claim.evidence.map((e) => e.exact).join(" … ")}”`, `Said by: ${whoWords(claim)}`,
    `${report.outlet ?? "outlet unknown"}, ${date}${report.title ? `, “${report.title}”` : ""}${report.translated ? ", as translated" : ""}`,
    report.url ?? "no address", `sha256:${report.sha256}`,
    claim.reader.checked ? "checked by a person" : "read by program, not checked"].join("\n");
}
