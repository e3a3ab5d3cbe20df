// What is pasted becomes what the notes may hold. Word, Outlook, Google Docs and web
// pages each write their own kind of HTML; it is put right here, before the schema is
// asked what each element is. This part is fetched when somebody first pastes; it knows
// nothing of the editor. Scripts and pictures never get in: the schema has no such thing.
// The policy of the page lets no style attribute be read, so what they say is read here.
import { listsOfWord } from "./word";

const unseen = "script, style, title, meta, link, xml, template, noscript, button, select, img, picture, svg, video, audio, object, iframe, [hidden], .Apple-interchange-newline, [class*=MsoCommentReference], [data-css*='mso-element:comment']";
const tags = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;

/** Takes from HTML what would act before it is looked at; what styles say stays as data. */
export function inert(html: string): string {
  return html.replace(/<style[^>]*>[\s\S]*?<\/style>/gi, "").replace(tags, tag => tag.replace(/([\s"'])style\s*=/gi, "$1data-css=").replace(/([\s"'])on\w+\s*=/gi, "$1data-off="));
}

/** Puts right what other programs write. */
export function clean(top: Element): void {
  for (const e of top.querySelectorAll(unseen)) e.remove();
  const notes = top.ownerDocument.createTreeWalker(top, NodeFilter.SHOW_COMMENT);
  for (const comment of all(() => notes.nextNode())) (comment as Comment).remove();
  for (const e of top.querySelectorAll<HTMLElement>("[data-css]")) styled(e);
  listsOfWord(top);
  for (const row of top.querySelectorAll("tr")) flatten(row);
  for (const a of top.querySelectorAll("a[href]")) a.setAttribute("href", unwrapped(a.getAttribute("href") ?? ""));
  for (const br of top.querySelectorAll("br")) if (idle(br)) br.remove();
  for (const p of top.querySelectorAll("p, div")) line(p);
}

/** Lets an element look as its style says, as far as the schema asks. */
function styled(e: HTMLElement): void {
  const says = (name: string) => new RegExp(`(?:^|[\\s;])${name}\\s*:\\s*([\\w-]+)`, "i").exec(e.dataset["css"] ?? "")?.[1] ?? "";
  if (says("display") === "none" || says("mso-hide") === "all") return e.remove();
  if (!/^h\d$/.test(e.localName)) e.style.fontWeight = says("font-weight"); // headings are bold anyhow
  e.style.fontStyle = says("font-style");
}

function all<T>(next: () => T | null): readonly T[] {
  const found: T[] = [];
  for (let one = next(); one; one = next()) found.push(one);
  return found;
}

const blocks = "p, div, ul, ol, h1, h2, h3, h4, h5, h6, table, blockquote, pre";

/** A row of a table becomes a line, its cells set apart; one that holds whole blocks, as the tables that Outlook lays out with do, becomes those. */
function flatten(row: Element): void {
  const cells = [...row.children];
  const text = cells.filter(cell => cell.textContent?.trim());
  const one = row.ownerDocument.createElement("div");
  const plain = cells.every(cell => cell.querySelectorAll(blocks).length <= 1 && !cell.querySelector("ul, ol, table"));
  text.forEach((cell, i) => {
    if (plain && i > 0) one.append(" | ");
    const from = (plain && cell.querySelector(blocks)) || cell;
    if (plain) one.append(...from.childNodes);
    else {
      const block = row.ownerDocument.createElement("div");
      block.append(...from.childNodes);
      one.append(block);
    }
  });
  row.replaceWith(one);
}

/** The address that a link leads to, past those who count who goes there. */
function unwrapped(href: string): string {
  try {
    const { hostname, pathname, searchParams } = new URL(href);
    const inner = hostname.endsWith(".safelinks.protection.outlook.com") ? searchParams.get("url")
      : /^(www\.)?google\.\w+$/.test(hostname) && pathname === "/url" ? searchParams.get("q") : null;
    return inner && /^https?:/.test(inner) ? inner : href;
  } catch {
    return href;
  }
}

const kinds = { beslut: "beslut", decision: "beslut", "åtgärd": "atgard", action: "atgard" } as const;

/** Whether a line break breaks no line: between blocks, or before the first word of one. */
function idle(br: Element): boolean {
  const beside = (way: "previousSibling" | "nextSibling") => {
    let node = br[way];
    while (node && node.nodeType === Node.TEXT_NODE && !node.textContent?.trim()) node = node[way];
    return node;
  };
  const [before, after] = [beside("previousSibling"), beside("nextSibling")];
  const block = (node: Node | null) => node instanceof Element && node.matches(blocks);
  return block(before) || block(after) || (!before && Boolean(after) && br.parentElement?.matches(blocks) === true && after?.nodeName !== "BR");
}

/** Empty lines are only distance; a line that says what it is becomes that. */
function line(p: Element): void {
  if (p.querySelector(blocks)) return;
  if (!p.textContent?.replace(/\u00a0/g, " ").trim() && !p.querySelector("br + br") && p.nextElementSibling) {
    p.remove();
    return;
  }
  if (/MsoTitle\b/.test(p.className)) p.replaceWith(renamed(p, "h2"));
  const said = /^\s*(beslut|decision|åtgärd|action):\s*/i.exec(p.textContent ?? "");
  if (!said || p.closest("li")) return;
  const made = renamed(p, "p");
  made.className = kinds[said[1]?.toLowerCase() as keyof typeof kinds];
  for (const [name, value] of Object.entries((p as HTMLElement).dataset)) made.dataset[name] = value;
  cut(made, said[0].length);
  p.replaceWith(made);
}

function renamed(from: Element, name: string): HTMLElement {
  const to = from.ownerDocument.createElement(name);
  to.append(...from.childNodes);
  return to;
}

/** Takes so many characters away from the beginning of an element. */
function cut(from: Element, count: number): void {
  const texts = from.ownerDocument.createTreeWalker(from, NodeFilter.SHOW_TEXT);
  for (const text of all(() => texts.nextNode()) as readonly Text[]) {
    const part = Math.min(count, text.length);
    text.deleteData(0, part);
    count -= part;
  }
}

/** Makes elements of pasted text: an empty line ends a paragraph, other line breaks stay, and lines with a dash or a number are lists. */
export function lines(text: string, document: Document): HTMLElement {
  const top = document.createElement("div");
  const make = (name: string, ...inside: readonly (Node | string)[]) => {
    const element = document.createElement(name);
    element.append(...inside);
    return element;
  };
  for (const part of text.replace(/\r\n?/g, "\n").split(/\n\s*\n/)) {
    for (const { list, said } of runs(part.split("\n"))) {
      if (list) top.append(make(list, ...said.map(l => make("li", make("p", l)))));
      else top.append(make("p", ...said.flatMap((l, i) => (i ? [make("br"), l] : [l]))));
    }
  }
  return top;
}

type Run = { readonly list: "" | "ul" | "ol"; readonly said: readonly string[] };

/** Lines beside each other that are the same kind of list, or none. */
function runs(written: readonly string[]): readonly Run[] {
  return written.reduce<readonly Run[]>((before, one) => {
    const [sign, bullet, number] = /^\s*(?:([-*•–·▪◦])|(\d{1,3}[.)]))\s+/.exec(one) ?? [""];
    const list = bullet ? "ul" : number ? "ol" : "";
    const said = list ? one.slice(sign.length) : one;
    const last = before.at(-1);
    if (last?.list === list) return [...before.slice(0, -1), { list, said: [...last.said, said] }];
    return [...before, { list, said: [said] }];
  }, []);
}
