// The places that the claims name, as the server sums them up: what may be said of each, never how much.
import { dateWords } from "./words.js";
import { byId, table } from "./make.js";

/** how: the strongest of what claims say of it on the day: reported, vague, or old (nothing newer). */
export interface MapPlace { name: string; admin1: string | null; country: string | null; precision: string; lat: number | null; lon: number | null;
  how: "reported" | "vague" | "old"; newest: string | null; kinds: string[] }

export function placeName(place: MapPlace): string {
  return [place.name, place.precision === "country" ? null : place.admin1, place.precision === "country" ? null : place.country].filter(Boolean).join(", ");
}

export function showPlaceTable(places: MapPlace[], pick: (place: MapPlace) => void): void {
  const rows = places.map((place) => {
    const name = document.createElement("button");
    name.type = "button";
    name.textContent = placeName(place);
    name.addEventListener("click", () => pick(place));
    return [name, place.precision, place.how, place.newest ? dateWords(place.newest) : "", place.kinds.join(", ")];
  });
  byId("map-table").replaceChildren(table(["Place", "As exact as", "On the day", "Newest report", "Kinds told of"], rows, "The places as a table"));
}
