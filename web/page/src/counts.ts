// Numbers as they were said, side by side and never summed: a range is a bar, an open end an arrow.
import type { Row } from "./api.js";
import { countWords, kindWords, numberWords, placeWords, voicesWords, whenWords, whoWords } from "./words.js";
import { byId, make, makeSvg, table } from "./make.js";

export function showCounts(rows: Row[], open: (row: Row) => void): void {
  const given = rows.filter((row) => row.claim.count);
  if (!given.length) { byId("counts").replaceChildren(make("p", {}, "No number is told here.")); return; }
  const values = given.flatMap((row) => [row.claim.count?.low ?? 0, row.claim.count?.high ?? 0]).filter((v) => v > 0);
  const most = Math.log10(Math.max(10, ...values));
  const body = given.map((row) => {
    const count = row.claim.count;
    if (!count) return [];
    const x = (value: number): number => (Math.log10(Math.max(1, value)) / most) * 150 + 4;
    const low = count.low, high = count.high;
    const from = low === null ? 4 : x(low), to = high === null ? 154 : x(high);
    const bar = makeSvg("svg", { width: 164, height: 14, "aria-hidden": "true" },
      makeSvg("rect", { x: from, y: 4, width: Math.max(4, to - from), height: 6, class: low !== null && high !== null ? "run every" : "run some" }),
      high === null ? makeSvg("path", { d: "M154 1 l8 6 l-8 6 z", class: "ink" }) : makeSvg("g", {}));
    const words = make("button", {}, row.claim.evidence[0]?.exact ?? kindWords(row.claim.kind));
    words.type = "button";
    words.addEventListener("click", () => open(row));
    const against = row.against.filter((a) => a.how === "other value").length;
    return [countWords(count), bar, count.of ?? "", placeWords(row.claim), whenWords(row.claim), voicesWords(row.voices), whoWords(row.claim),
      against ? `${numberWords(against)} other value${against === 1 ? "" : "s"}` : "", words];
  });
  byId("counts").replaceChildren(table(["Number", "", "Of", "Where", "When", "Voices", "Who says so", "Against it", "Words"], body, "Reported numbers, never summed"));
}
