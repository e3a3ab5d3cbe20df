// Lists as Word and Outlook write them: not as lists, but as paragraphs that say in
// their style which list and level they belong to, with the bullet typed before the text.

/** Makes lists of Word's paragraphs, and one list of those that Word on the web cuts in pieces. */
export function listsOfWord(top: Element): void {
  for (const wrapper of top.querySelectorAll(".ListContainerWrapper")) wrapper.replaceWith(...wrapper.childNodes);
  for (const list of top.querySelectorAll("ul, ol")) join(list);
  for (const first of top.querySelectorAll<HTMLElement>("p")) {
    if (first.isConnected || top.contains(first)) if (levelOf(first)) gather(first);
  }
}

/** A list that follows right after one of its kind, which Word on the web does for each item, is its continuation. */
function join(list: Element): void {
  const before = list.previousElementSibling;
  if (before?.localName !== list.localName || !list.className.includes("ListStyle")) return;
  before.append(...list.childNodes);
  list.replaceWith(before);
}

/** The level in a list of Word, from 1; 0 when a paragraph is in none. */
function levelOf(p: Element | null): number {
  if (p?.localName !== "p") return 0;
  const level = /mso-list:[^;]*level(\d+)/.exec(p.getAttribute("data-css") ?? "");
  if (level) return Number(level[1]);
  return /MsoListParagraph/.test(p.className) && markOf(p) ? 1 : 0;
}

function markOf(p: Element): Element | undefined {
  return [...p.querySelectorAll("[data-css]")].find(e => /mso-list:\s*ignore/i.test(e.getAttribute("data-css") ?? ""));
}

/** Makes a list of a paragraph and those after it. */
function gather(first: Element): void {
  const { ownerDocument: document } = first;
  const open: { readonly list: Element; readonly level: number }[] = [];
  let next: Element | null;
  let top: Element | undefined;
  for (let p: Element | null = first; p && levelOf(p); p = next) {
    next = p.nextElementSibling;
    const level = levelOf(p);
    const mark = markOf(p);
    const kind = /^\W*(\d+|[a-zåäö]|[ivx]+)[.)]/i.test(mark?.textContent?.trim() ?? "") ? "ol" : "ul";
    mark?.remove();
    while (open.length > 1 && (open.at(-1)?.level ?? 0) > level) open.pop();
    const within = open.at(-1);
    if (!within || within.level < level) {
      const list = document.createElement(kind);
      if (within?.list.lastElementChild) within.list.lastElementChild.append(list);
      else if (!top) p.before((top = list));
      open.push({ list, level });
    } else if (within.list.localName !== kind && open.length === 1) {
      const list = document.createElement(kind);
      within.list.after(list);
      open[0] = { list, level };
    }
    const item = document.createElement("li");
    item.append(...p.childNodes);
    open.at(-1)?.list.append(item);
    p.remove();
  }
}
