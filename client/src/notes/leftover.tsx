// Text that was written here and did not get into the notes: to be copied, put back or let go.
import { useState } from "preact/hooks";
import { moment } from "../when";
import type { Live } from "../room/live";
import type { AllWords } from "../words";
import type { Left } from "./left";
import type { Notes } from "./provider";

export function Leftovers({ live, notes }: { readonly live: Live; readonly notes: Notes }) {
  const all = notes.left.value;
  if (all.length === 0) return null;
  return (
    <section class="notice warn leftovers" aria-labelledby="left-title">
      <h3 id="left-title">{live.all.leftTitle}</h3>
      {all.map(left => <Leftover key={left.id} live={live} notes={notes} left={left} />)}
    </section>
  );
}

function Leftover({ live, notes, left }: { readonly live: Live; readonly notes: Notes; readonly left: Left }) {
  const { all: words, data } = live;
  const [copied, setCopied] = useState(false);
  const text = left.passages.map(p => p.text).join("\n\n");
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    live.say(words.leftCopied);
  };
  return (
    <div class="leftover">
      <p>{[left.say || reason(left, words), moment(data.lang, live.room.value.meeting.zone, left.at)].filter(Boolean).join(" · ")}</p>
      <blockquote>{text}</blockquote>
      <p class="actions">
        <button type="button" class="button line" onClick={() => void copy()}>{copied ? words.leftCopied : words.leftCopy}</button>
        {!notes.barred.value && <button type="button" class="button line" onClick={() => notes.putBack(left)}>{words.leftBack}</button>}
        <button type="button" class="button plain" onClick={() => notes.forget(left)}>{words.leftForget}</button>
      </p>
    </div>
  );
}

function reason({ why }: Left, words: AllWords): string {
  return { restored: words.leftRestored, before: words.leftBefore, erased: words.leftErased }[why] ?? "";
}
