// The notes on one topic: its heading, which opens and closes it, and its text.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { XmlText, type Doc, type XmlElement, type XmlFragment } from "yjs";
import type { AllWords } from "../words";
import type { Desk } from "./desk";

export type Topic = {
  readonly fragment: string;
  readonly number?: number; // on the agenda
  readonly title: string;
  readonly name: string; // of the text, for screen readers
  readonly current: boolean;
};

type Props = { readonly topic: Topic; readonly desk: Desk; readonly doc: Doc; readonly words: AllWords; readonly may: boolean; readonly current: string | undefined };

export function Section({ topic, desk, doc, words, may, current }: Props) {
  const { fragment, number, title } = topic;
  const written = useWritten(doc, fragment);
  const [chosen, choose] = useState<boolean>(); // by the person, also by writing here; else what is current or written is open
  const open = chosen ?? (topic.current || written || (fragment === "meeting" && !current));
  const body = useRef<HTMLDivElement>(null);
  useText(body, topic, desk, open);
  const id = `notes-${fragment.replace(/\W/g, "-")}`;
  const press = () => {
    choose(!open);
    if (!open && may) requestAnimationFrame(() => desk.focus(fragment));
  };
  return (
    <section class={topic.current ? "note current" : "note"}>
      <h3>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={press}>
          <span class="title">{number ? <span class="number">{`${number}. `}</span> : null}{title}</span>
          {topic.current && <span class="state">{words.stateCurrent}</span>}
        </button>
      </h3>
      <div id={id} hidden={!open} onFocusIn={() => choose(true)}>
        <div ref={body} />
        {!may && !written && <p class="muted none">{words.notesNone}</p>}
      </div>
    </section>
  );
}

/** Opens the text when it is first to be seen, and keeps it open from then on: closing only hides it. */
function useText(body: { readonly current: HTMLDivElement | null }, topic: Topic, desk: Desk, open: boolean): void {
  const [mounted, setMounted] = useState(false);
  const name = useRef(topic.name);
  name.current = topic.name;
  const due = open || mounted;
  useLayoutEffect(() => {
    if (!due || !body.current) return;
    setMounted(true);
    const close = desk.open({ inside: body.current, fragment: topic.fragment, name: () => name.current });
    return close;
  }, [due, desk]);
  useEffect(() => {
    if (mounted && topic.current) desk.suggest(topic.fragment);
  }, [mounted, topic.current]);
}

/** Whether there is any text, as it comes and goes. */
function useWritten(doc: Doc, fragment: string): boolean {
  const [written, setWritten] = useState(() => has(doc.getXmlFragment(fragment)));
  useEffect(() => {
    const root = doc.getXmlFragment(fragment);
    const look = () => setWritten(has(root));
    look();
    root.observeDeep(look);
    return () => root.unobserveDeep(look);
  }, [doc, fragment]);
  return written;
}

function has(root: XmlFragment | XmlElement): boolean {
  return root.toArray().some(child => (child instanceof XmlText ? child.length > 0 : has(child as XmlElement)));
}
