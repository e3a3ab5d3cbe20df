// The keys of the room: "?" shows them all, and the figures lead to its parts. A key that
// is one sign alone can be turned off, since those who speak to their computer press such
// keys without meaning to (WCAG 2.1.4). The choice is kept on the device.
export {} from "../room"; // so that the room stays one file
import { render } from "preact";
import { useLayoutEffect } from "preact/hooks";
import type { Live } from "../room/live";
import { narrow } from "../room/tabs";
import { places } from "./list";
import { Sheet } from "./sheet";
import { single } from "./single";

/** The button that shows the keys, and the keys themselves. */
export function Keys({ live }: { readonly live: Live }) {
  useLayoutEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (!single.value || isTaken(e)) return;
      const place = places[Number(e.key) - 1];
      if (e.key === "?") show(live);
      else if (place) goTo(place);
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  return (
    <p class="actions"><button type="button" class="button plain" onClick={() => show(live)}>{live.all.keys}</button></p>
  );
}

/** Shows the sheet, outside the parts of the room: any of them may be hidden. */
function show(live: Live): void {
  const place = document.body.appendChild(document.createElement("div"));
  render(<Sheet live={live} leave={() => { render(null, place); place.remove(); }} />, place);
}

/** Whether a key is for something else: it is pressed with others, somebody writes, or something lies over the room. */
function isTaken(e: KeyboardEvent): boolean {
  if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.defaultPrevented) return true;
  const at = e.target instanceof Element ? e.target : document.body;
  return at.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]") || document.querySelector("dialog[open]") !== null;
}

/** Leads to a part of the room: to its tab where one part is shown at a time, else to its heading. */
function goTo(place: (typeof places)[number]): void {
  const tab = document.getElementById(`tab-${place}`);
  if (narrow.value && tab) {
    tab.click();
    tab.focus();
    return;
  }
  const panel = document.getElementById(`panel-${place}`);
  const heading = panel?.querySelector<HTMLElement>(place === "people" ? ".people h2" : "h2");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
