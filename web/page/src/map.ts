// Places on a map of the world's borders. A country is an area; a province or region a wide ring; a town a mark. Nothing
// is sized or coloured by how much is told of a place.
import { Map as WorldMap, NavigationControl, setWorkerUrl, type GeoJSONSource, type StyleSpecification } from "maplibre-gl";
import { feature } from "topojson-client";
import type { Topology, GeometryCollection } from "topojson-specification";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import codeList from "i18n-iso-countries/codes.json";
import type { MapPlace } from "./places.js";

export interface MapActions { pick(place: MapPlace): void; point(place: MapPlace | null): void }
export interface WorldView { show(places: MapPlace[]): void; resize(): void }

type World = Topology<{ countries: GeometryCollection<{ name: string }> }>;

function width(ring: number[][]): number {
  const longitudes = ring.map((p) => p[0] ?? 0);
  return Math.max(...longitudes) - Math.min(...longitudes);
}

/** A country on both sides of the antimeridian is drawn in one piece beyond it; only Antarctica goes all the way round. */
function unfold(polygon: number[][][]): number[][][] {
  const isWide = width(polygon[0] ?? []) > 350;
  const unfolded = isWide ? polygon.map((ring) => ring.map(([x = 0, y = 0]) => [x < 0 ? x + 360 : x, y])) : polygon;
  return width(unfolded[0] ?? []) > 350 ? polygon : unfolded;
}

function borders(world: World): FeatureCollection {
  const all = feature(world, world.objects.countries) as FeatureCollection<Geometry, { name: string }>;
  for (const item of all.features)
    if (item.geometry.type === "MultiPolygon") item.geometry.coordinates = item.geometry.coordinates.map(unfold);
  return all;
}

function colour(name: string): string { return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888"; }

function style(world: FeatureCollection): StyleSpecification {
  const empty: FeatureCollection = { type: "FeatureCollection", features: [] };
  const ink = colour("--ink-mark"), paper = colour("--paper");
  return {
    version: 8,
    sources: { world: { type: "geojson", data: world }, areas: { type: "geojson", data: empty }, places: { type: "geojson", data: empty } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
      { id: "land", type: "fill", source: "world", paint: { "fill-color": colour("--land") } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": ink, "fill-opacity": ["match", ["get", "how"], "reported", 0.35, "vague", 0.2, 0.1] } },
      { id: "areas-line", type: "line", source: "areas", filter: ["!=", ["get", "how"], "reported"], paint: { "line-color": ink, "line-width": 1.5, "line-dasharray": [2, 2] } },
      { id: "borders", type: "line", source: "world", paint: { "line-color": colour("--line"), "line-width": 0.6 } },
      { id: "regions", type: "circle", source: "places", filter: ["==", ["get", "size"], "region"],
        paint: { "circle-radius": 15, "circle-opacity": 0, "circle-stroke-color": ink, "circle-stroke-width": 1.5, "circle-stroke-opacity": ["match", ["get", "how"], "reported", 0.9, 0.45] } },
      { id: "towns", type: "circle", source: "places", filter: ["==", ["get", "size"], "town"],
        paint: { "circle-radius": 5, "circle-color": ["match", ["get", "how"], "reported", ink, paper],
          "circle-stroke-color": ink, "circle-stroke-width": ["match", ["get", "how"], "vague", 2, 1.2], "circle-opacity": ["match", ["get", "how"], "old", 0.3, 0.9] } },
    ],
  };
}

/** Numeric ISO 3166 codes, which the borders carry, by the letters that places carry. */
const codes: Record<string, string> = Object.fromEntries((codeList as string[][]).map(([two, , number]) => [two ?? "", number ?? ""]));

export async function openMap(holder: HTMLElement, actions: MapActions): Promise<WorldView> {
  setWorkerUrl(new URL("/map-worker.js", location.href).href);
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "/map.css";
  document.head.append(link);
  const world = (await (await fetch("/world.json")).json()) as World;
  const countries = borders(world);
  const byNumber = new Map<string, Feature>();
  for (const item of countries.features) byNumber.set(String(item.id).padStart(3, "0"), item);
  const map = new WorldMap({ container: holder, style: style(countries), center: [105, 30], zoom: 1.6, attributionControl: false, dragRotate: false,
    pitchWithRotate: false, renderWorldCopies: false, fadeDuration: 0, keyboard: true, maxZoom: 11 });
  map.addControl(new NavigationControl({ showCompass: false }));
  await new Promise<void>((done) => { map.once("load", () => done()); });
  let shown: MapPlace[] = [];
  let isFitted = false;
  const fit = (marks: Feature[]): void => {
    const points = marks.flatMap((mark) => (mark.geometry.type === "Point" ? [mark.geometry.coordinates] : []));
    if (isFitted || !points.length) return;
    isFitted = true;
    const x = points.map((p) => p[0] ?? 0), y = points.map((p) => p[1] ?? 0);
    map.fitBounds([[Math.min(...x), Math.min(...y)], [Math.max(...x), Math.max(...y)]], { padding: 40, maxZoom: points.length > 1 ? 5 : 4, animate: false });
  };
  for (const layer of ["towns", "regions", "areas"]) {
    map.on("click", layer, (event) => {
      const place = shown[Number(event.features?.[0]?.properties?.["at"] ?? -1)];
      if (place) actions.pick(place);
    });
    map.on("mousemove", layer, (event) => {
      map.getCanvas().style.cursor = "pointer";
      actions.point(shown[Number(event.features?.[0]?.properties?.["at"] ?? -1)] ?? null);
    });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; actions.point(null); });
  }
  return {
    resize: () => { map.resize(); },
    show(places: MapPlace[]): void {
      shown = places;
      const areas: Feature[] = [], marks: Feature[] = [];
      places.forEach((place, at) => {
        const properties = { at, how: place.how, size: place.precision === "town" || place.precision === "site" || place.precision === "county" ? "town" : "region" };
        const area = place.precision === "country" ? byNumber.get(codes[place.country ?? ""] ?? "") : undefined;
        if (area) areas.push({ type: "Feature", geometry: area.geometry, properties });
        else if (place.precision !== "country" && place.lat !== null && place.lon !== null)
          marks.push({ type: "Feature", geometry: { type: "Point", coordinates: [place.lon, place.lat] }, properties });
      });
      (map.getSource("areas") as GeoJSONSource).setData({ type: "FeatureCollection", features: areas });
      (map.getSource("places") as GeoJSONSource).setData({ type: "FeatureCollection", features: marks });
      fit(marks);
      holder.dataset["places"] = String(areas.length + marks.length);
    },
  };
}
