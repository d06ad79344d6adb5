// What is asked and looked at. It lives in memory; an address that opens the same view is made on request alone.

export const FILTERS = ["in", "kind", "whom", "by", "status", "source", "checked", "from", "to", "known-by", "wide", "near", "old"] as const;
export type Filter = (typeof FILTERS)[number];
export interface State { filters: Partial<Record<Filter, string>>; on: string; report: string; claim: string }

export function emptyState(): State { return { filters: {}, on: "", report: "", claim: "" }; }

/** The parameters of a question, under the names that the command line has. */
export function question(state: State): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of FILTERS) {
    const value = state.filters[name];
    if (value && !(state.on && (name === "from" || name === "to"))) query.set(name, value);
  }
  if (state.on) query.set("on", state.on);
  return query;
}

export function toFragment(state: State): string {
  const query = new URLSearchParams();
  for (const name of FILTERS) { const value = state.filters[name]; if (value) query.set(name, value); }
  if (state.on) query.set("on", state.on);
  if (state.report) query.set("report", state.report);
  if (state.claim) query.set("claim", state.claim);
  return query.toString();
}

/** Reads a fragment; a token in it is given apart and is no part of the state. */
export function fromFragment(fragment: string): { state: State; token: string } {
  const query = new URLSearchParams(fragment.replace(/^#/, ""));
  const state = emptyState();
  for (const name of FILTERS) { const value = query.get(name); if (value) state.filters[name] = value; }
  state.on = query.get("on") ?? "";
  state.report = query.get("report") ?? "";
  state.claim = query.get("claim") ?? "";
  return { state, token: query.get("token") ?? "" };
}
