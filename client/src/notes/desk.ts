// The texts that are open and which of them is written in: what the toolbar works on.
import { signal } from "@preact/signals";
import type { EditorView } from "prosemirror-view";
import type { NotesWords } from "./words";
import { openText } from "./editor";
import { act, held, undoing, type Deed, type Held } from "./keys";
import { linkAt, removeLink, setLink } from "./link";
import type * as More from "./more";
import type { Shared } from "./sheet";

/** How a text is opened. */
export type Opening = { readonly inside: HTMLElement; readonly fragment: string; readonly name: () => string };

const nothing: Held = { pressed: new Set(), undo: false, redo: false };

export class Desk {
  readonly held = signal<Held>(nothing);
  /** The address that is being asked for; undefined when none is. */
  readonly link = signal<string | undefined>(undefined);
  /** Where the keyboard goes on Escape; set by the toolbar. */
  leave: () => void = () => {};
  readonly #shared: Shared;
  readonly #words: NotesWords;
  readonly #may: () => boolean;
  readonly #tell: (text: string) => void;
  /** What is fetched when the texts stand there. */
  readonly more = signal<typeof More | undefined>(undefined);
  readonly #open = new Map<string, EditorView>();
  #active: EditorView | undefined;

  constructor(shared: Shared, words: NotesWords, may: () => boolean, tell: (text: string) => void) {
    this.#shared = shared;
    this.#words = words;
    this.#may = may;
    this.#tell = tell;
  }

  /** Opens a text until what is returned is called. */
  open({ inside, fragment, name }: Opening): () => void {
    const view = openText(inside, {
      ...this.#shared, fragment, name, may: this.#may, words: this.#words,
      changed: changed => this.#look(changed), leave: () => this.leave(), link: () => this.ask(),
      tooMuch: () => this.#tell(this.#words.pastedTooMuch),
    });
    const { more } = this;
    this.#open.set(fragment, view);
    undoing(view.state).on("stack-item-added", () => this.#look(view)); // which is after the text has changed
    if (more.value) this.#equip(more.value, fragment, view);
    return () => {
      if (this.#active === view) this.#active = undefined;
      this.#open.delete(fragment);
      view.destroy();
    };
  }

  /** Fetches the rest. Where it does not come the texts can be written all the same. */
  async fetchMore(): Promise<void> {
    const more = await import("./more").catch(() => undefined);
    this.more.value = more;
    if (more) for (const [fragment, view] of this.#open) this.#equip(more, fragment, view);
  }

  #equip(more: typeof More, fragment: string, view: EditorView): void {
    view.setProps(more.clipboard(this.#words));
    more.again(view);
    more.apart(view);
    more.mend(view, this.#shared.doc, fragment);
  }

  /** What may be done, or what a text is called, has changed. */
  refresh(): void {
    for (const view of this.#open.values()) view.setProps({});
  }

  /** Forgets what could be taken back, since an organiser has taken it back. */
  forget(): void {
    for (const view of this.#open.values()) undoing(view.state).clear();
    this.refresh(); // for the buttons
  }

  /** Puts the keyboard in a text. */
  focus(fragment: string): void {
    this.#open.get(fragment)?.focus();
  }

  /** Puts the keyboard back where it was. */
  back(): void {
    this.#active?.focus();
  }

  /** Scrolls to the caret, if somebody is writing. */
  reveal(): void {
    const view = this.#active;
    if (view?.hasFocus()) view.dispatch(view.state.tr.scrollIntoView());
  }

  /** Does what a button says where the caret last was. */
  do(deed: Deed): void {
    if (deed === "link") return this.ask();
    const view = this.#active;
    if (!view) return;
    act(view, deed);
    view.focus();
  }

  /** Asks for the address of a link. */
  ask(): void {
    if (this.#active) this.link.value = linkAt(this.#active.state);
  }

  /** Takes the address that was asked for; false when it is none. */
  answer(address: string): boolean {
    if (!this.#active || (address.trim() && !setLink(this.#active, address))) return false;
    if (!address.trim()) removeLink(this.#active);
    this.stopAsking();
    return true;
  }

  stopAsking(): void {
    this.link.value = undefined;
    this.back();
  }

  /** Chooses the text that the toolbar works on before anybody has been in one. */
  suggest(fragment: string): void {
    this.#active ??= this.#open.get(fragment);
  }

  #look(view: EditorView): void {
    if (view.hasFocus()) this.#active = view;
    if (view === this.#active) this.held.value = held(view.state);
  }
}
