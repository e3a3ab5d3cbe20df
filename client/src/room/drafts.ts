// What somebody has begun to write, and not sent, is kept on the device, so that it is there
// again when the phone was turned or locked, or threw the page away. It is theirs alone:
// whoever comes to the room as somebody else does not see it, and after a day nobody does.
export {} from "../room"; // so that the room stays one file
import type { Live } from "./live";

type Field = HTMLInputElement | HTMLTextAreaElement;

const lasts = 24 * 60 * 60 * 1000; // milliseconds
const fields = "form:not([method]) :is(#share-text, #question-text, #material-address)"; // not those that the server wrote, which leave when nothing is typed in them

/** Keeps what is written in some fields of a place until it is sent, and puts back what was there when they are drawn. */
export function follow({ room, you }: Live, place: HTMLElement): void {
  const keyOf = (field: Element) => `draft:${room.peek().meeting.id}/${you.peek().id}/${field.id}`;
  const drawn = new WeakSet<Element>();
  const look = () => {
    for (const field of place.querySelectorAll<Field>(fields)) {
      if (drawn.has(field)) continue;
      drawn.add(field);
      if (field.value) keep(keyOf(field), field.value); // written before this was here
      else field.value = kept(keyOf(field));
    }
  };
  const gone = ({ target }: Event) => {
    for (const field of (target as HTMLElement).querySelectorAll(fields)) keep(keyOf(field), "");
  };
  place.addEventListener("input", ({ target }) => {
    const field = target as Field;
    if (field.matches(fields)) keep(keyOf(field), field.value);
  }, true);
  place.addEventListener("reset", gone);
  place.addEventListener("submit", e => {
    if (!(e.target as HTMLElement).querySelector("#material-address")) gone(e); // it is looked for first, and then reset
  });
  new MutationObserver(look).observe(place, { childList: true, subtree: true });
  look();
}

/** What is kept; what is old is thrown away. */
function kept(key: string): string {
  try {
    for (const old of Object.keys(localStorage)) {
      if (old.startsWith("draft:") && !(Date.now() - parseInt(localStorage.getItem(old) ?? "") < lasts)) localStorage.removeItem(old);
    }
    return localStorage.getItem(key)?.replace(/^\d+ /, "") ?? "";
  } catch {
    return ""; // nothing may be kept here
  }
}

function keep(key: string, text: string): void {
  try {
    if (text.trim()) localStorage.setItem(key, `${Date.now()} ${text}`);
    else localStorage.removeItem(key);
  } catch {
    // then it is there for as long as the page is
  }
}
