// The server's answers, and how they are asked for.

export interface Place { as: string; name?: string; lat?: number | null; lon?: number | null; country?: string | null;
  admin1?: string | null; precision: string }
export interface Role { role: string; as: string | null }
export interface When { edtf: string; all: [string | null, string | null] | null; some: [string | null, string | null] | null; as: string[] }
export interface Count { low: number | null; high: number | null; unit: string; of: string | null; approx: boolean; vague: boolean; as: string }
export interface Source { id: string; as: string | null; type: string; where?: string | null; knows?: string | null; said?: string | null;
  via?: { id: string; as: string | null; type: string }[] }
export interface Evidence { start: number; end: number; exact: string; prefix: string; suffix: string }
export interface Claim {
  id: string; kind: string; status: string; part: string; by: Role[]; whom: Role[];
  report: { id: string; outlet: string | null; title: string | null; url: string | null; translated: boolean;
    published: { edtf: string; basis: string } | null; sha256: string };
  where: Place[]; to: Place[]; when: When | null; asof: string | null; count: Count | null; source: Source | null;
  evidence: Evidence[]; fields: Record<string, [number, number][]>; reader: { rule: string; checked: string | null };
}
export interface Row {
  type: string; answer: string; days_before?: number; scope: string; voices: [number | null, number | null];
  same: string[]; against: { claim: string; how: string }[]; read: string; sample?: string; claim: Claim;
}
export interface Coverage {
  reports: number; naming: number; within_90_days: number; without_claim: number; unread: number; denials: number;
  newest: string | null; longest_gap_days: number | null; sample?: string; taken_for?: string[];
}
export interface Rows { rows: Row[]; next: number | null; coverage: Coverage | null }
export interface ReportLine { type: "report"; id: string; title: string | null; outlet: string | null; url: string | null; text: string;
  published: string | null; published_basis: string | null; translated: boolean; sha256: string; retold?: boolean }
export interface Origin { report: string; outlet: string | null; published: string | null; derives_from: string[]; how: string;
  reasons: string[]; voices: [number | null, number | null] }
export interface Problem { title: string; status: number; detail: string }

export class ApiError extends Error {
  constructor(readonly problem: Problem) { super(`${problem.title}: ${problem.detail}`); }
}

let token = "";
export function setToken(value: string): void { token = value; }

async function get(path: string, query: URLSearchParams, signal?: AbortSignal): Promise<Response> {
  const text = query.toString();
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  const response = await fetch(`/api/v1/${path}${text ? `?${text}` : ""}`, { headers, cache: "no-store", ...(signal ? { signal } : {}) });
  if (response.ok) return response;
  let problem: Problem = { title: "The server failed", status: response.status, detail: response.statusText };
  try { problem = (await response.json()) as Problem; } catch { /* no JSON: the status says it */ }
  throw new ApiError(problem);
}

export async function getJson<T>(path: string, query = new URLSearchParams(), signal?: AbortSignal): Promise<T> {
  return (await (await get(path, query, signal)).json()) as T;
}

/** What endangers people is told without its words, day or number: the parts that are not there are empty. */
function whole(claim: Claim): Claim {
  return { ...claim, by: claim.by ?? [], whom: claim.whom ?? [], where: claim.where ?? [], to: claim.to ?? [], when: claim.when ?? null,
    count: claim.count ?? null, source: claim.source ?? null, evidence: claim.evidence ?? [], fields: claim.fields ?? {} };
}

export async function getRows(path: string, query: URLSearchParams, signal?: AbortSignal): Promise<Rows> {
  const answer = await getJson<Rows>(path, query, signal);
  return { ...answer, rows: answer.rows.filter((row) => row.claim).map((row) => ({ ...row, same: row.same ?? [], against: row.against ?? [], claim: whole(row.claim) })) };
}

export async function getBlob(path: string, query: URLSearchParams): Promise<Blob> {
  return (await get(path, query)).blob();
}
