// What is pasted is taken back by itself, not with what was typed right before or after it.
import type { EditorView } from "prosemirror-view";
import { undoing } from "./keys";

/** Has every paste into a text be a step of its own. */
export function apart(view: EditorView): void {
  const stop = () => undoing(view.state).stopCapturing();
  view.dom.addEventListener("paste", stop, { capture: true });
  view.dom.addEventListener("paste", stop); // the editor has listened before, and pasted by now
}
