// What is told beside the texts: what is saved, who else is writing, and why one may only read.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "../room/live";
import { clockTime } from "../when";
import { count, fill, type AllWords } from "../words";
import type { Notes } from "./provider";
import type { Saved } from "./saved";
import type { Shared } from "./sheet";

/** The mark of what is saved. Screen readers hear of it when it turns bad and when that is over, not of every word typed. */
export function Mark({ live, notes }: { readonly live: Live; readonly notes: Notes }) {
  const { all: words, data } = live;
  const saved = notes.saved.value;
  const { zone } = live.room.value.meeting;
  const text = sayOf(saved, words, at => clockTime(data.lang, zone, at));
  const bad = saved.kind === "device" || saved.kind === "here";
  const was = useRef(false);
  const [aloud, setAloud] = useState("");
  useEffect(() => {
    if (bad) setAloud(text);
    else if (was.current && saved.kind === "kept") setAloud(text);
    was.current = bad || (was.current && saved.kind !== "kept");
  }, [bad, saved.kind]);
  return (
    <>
      <span class={bad ? "mark-saved bad" : "mark-saved"} aria-hidden="true">{text}</span>
      <span class="sr" role="status">{aloud}</span>
    </>
  );
}

function sayOf(saved: Saved, words: AllWords, time: (at: number) => string): string {
  switch (saved.kind) {
    case "kept":
      return fill(words.notesKept, { time: time(saved.at) });
    case "saving":
      return words.saving;
    case "device":
      return words.notesOnDevice;
    case "here":
      return words.notesHere;
    default:
      return "";
  }
}

/** How many others are in the texts just now. */
export function Writers({ shared: { awareness }, words }: { readonly shared: Shared; readonly words: AllWords }) {
  const [n, setN] = useState(0);
  useEffect(() => {
    const look = () => setN([...awareness.getStates()].filter(([id, state]) => id !== awareness.clientID && state["cursor"]).length);
    look();
    awareness.on("change", look);
    return () => awareness.off("change", look);
  }, [awareness]);
  return n > 0 ? <span class="writers">{count(words, "writers", n)}</span> : null;
}

/** Why one may only read, and what to do about it. */
export function Why({ live, notes }: { readonly live: Live; readonly notes: Notes }) {
  const { all: words, data } = live;
  const barred = notes.barred.value;
  if (!barred || barred.why === "loading" || barred.why === "ended") return null;
  if (barred.why === "following") {
    return <p class="why muted">{words.following} <a href={data.base.replace(/\/rum$/, "")}>{words.join}</a> {words.notesFollowing}</p>;
  }
  const said = { late: words.notesLate, locked: words.notesLocked, blocked: words.notesBlocked, refused: barred.say }[barred.why];
  return <p class="why muted">{said}</p>;
}
