// Where people are in the text. One's own place goes up at most five times a second,
// and without a name: who is where is what the server says, never what a message claims.
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import { createAbsolutePositionFromRelativePosition, createRelativePositionFromJSON, type AbstractType, type Doc } from "yjs";

/** How long one's own place rests before it is told again, in milliseconds. */
export const rest = 200;

/** The key under which the editor keeps its place: two relative positions of Yjs. */
const place = "cursor";

export class Cursors {
  readonly awareness: Awareness;
  readonly #doc: Doc;
  readonly #send: (states: Uint8Array) => void;
  #timer = 0;
  #due = false;
  #shown = false; // the others have been told of a place

  constructor(doc: Doc, send: (states: Uint8Array) => void) {
    this.#doc = doc;
    this.#send = send;
    this.awareness = new Awareness(doc);
    this.awareness.on("update", (_: unknown, origin: unknown) => {
      if (origin === "local") this.#later();
    });
  }

  /** The server tells where others are. */
  take(states: Uint8Array): void {
    applyAwarenessUpdate(this.awareness, states, this);
  }

  /** A line has opened: one's place is told again, as new. */
  opened(): void {
    this.#shown = false;
    this.awareness.setLocalState(this.awareness.getLocalState());
  }

  /** The line is gone: nobody knows where the others are, and each may come back as they were. */
  lost(): void {
    const others = [...this.awareness.getStates().keys()].filter(id => id !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, this);
    for (const id of others) this.awareness.meta.delete(id);
  }

  /** Tells one's place now. */
  tell(): void {
    this.#due = false;
    const { awareness } = this;
    const cursor = this.#place();
    if (!cursor && !this.#shown) return;
    this.#shown = cursor !== undefined;
    const states = new Map(cursor ? [[awareness.clientID, { cursor }]] : []);
    this.#send(encodeAwarenessUpdate(awareness, [awareness.clientID], states));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.awareness.destroy();
  }

  #later(): void {
    this.#due = true;
    if (this.#timer) return;
    this.tell();
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      if (this.#due) this.#later();
    }, rest);
  }

  /** One's place with the name of the fragment it is in. */
  #place(): object | undefined {
    const at = this.awareness.getLocalState()?.[place] as { readonly anchor?: unknown; readonly head?: unknown } | null | undefined;
    if (!at?.anchor || !at.head) return undefined;
    const item = fragmentOf(this.#doc, at.anchor);
    return item === undefined ? undefined : { item, anchor: at.anchor, head: at.head };
  }
}

/** The name of the fragment that a relative position points into. */
function fragmentOf(doc: Doc, position: unknown): string | undefined {
  const absolute = createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(position), doc);
  let type: AbstractType<unknown> | undefined = absolute?.type;
  while (type?.parent) type = type.parent;
  for (const [name, root] of doc.share) if (root === type) return name;
  return undefined;
}
