// Elements from plain data. Text enters by textContent alone: nothing that a report says is ever markup.

type Child = Node | string | null | undefined | false;

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, options: { class?: string; title?: string; id?: string } = {},
  ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (options.class) element.className = options.class;
  if (options.title) element.title = options.title;
  if (options.id) element.id = options.id;
  for (const child of children) if (child) element.append(child);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
export function makeSvg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, string | number>,
  ...children: (Node | string)[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no #${id}`);
  return element as T;
}

export function button(text: string, run: () => void, title?: string): HTMLButtonElement {
  const element = make("button", title ? { title } : {}, text);
  element.type = "button";
  element.addEventListener("click", run);
  return element;
}

/** A table with its heads, rows of texts or elements; a row that can be opened gets a button in its first cell. */
export function table(heads: string[], rows: (string | Node)[][], caption: string): HTMLTableElement {
  const head = make("tr", {}, ...heads.map((text) => { const cell = make("th", {}, text); cell.scope = "col"; return cell; }));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))));
  return make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body));
}
