// A file to share: it is chosen or dropped, and sent at once, with how far it has come and a
// way to stop.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "../room/live";
import { unfinished } from "../upload/kept";
import { Refused, send, type Uploaded } from "../upload/send";
import { fill } from "../words";

/** How a file comes along. */
type Going = { readonly name: string; readonly size: number; readonly bytes: number; readonly waiting: boolean };

export type Sender = { readonly going: Going | undefined; readonly wrong: string; readonly begin: (file: File) => void; readonly stop: () => void };

/** Sends files for the meeting, one at a time, and has each shared once it is there. */
export function useSender(live: Live, share: (file: Uploaded) => void): Sender {
  const { all: words, data } = live;
  const [going, setGoing] = useState<Going>();
  const [wrong, setWrong] = useState("");
  const stops = useRef<AbortController>(undefined);
  useEffect(() => () => stops.current?.abort(), []);
  const begin = async (file: File) => {
    stops.current?.abort();
    const stop = (stops.current = new AbortController());
    const tell = (bytes: number, waiting: boolean) => stop.signal.aborted || setGoing({ name: file.name, size: file.size, bytes, waiting });
    setWrong("");
    tell(0, false);
    try {
      const at = `${data.lang === "en" ? "/en" : ""}/filer/nya`;
      const became = await send(file, { at, about: { meeting: live.room.value.meeting.id }, signal: stop.signal, progress: tell });
      setGoing(undefined);
      share(became);
    } catch (error) {
      if (stop.signal.aborted) return;
      setGoing(undefined);
      setWrong((error instanceof Refused && error.message) || fill(words.fileFailed, { name: file.name }));
    }
  };
  const stop = () => {
    stops.current?.abort();
    setGoing(undefined);
  };
  return { going, wrong, begin: file => void begin(file), stop };
}

export function ChooseFile({ live, sender }: { readonly live: Live; readonly sender: Sender }) {
  const { all: words, data } = live;
  const input = useRef<HTMLInputElement>(null);
  const { going, wrong } = sender;
  const [left] = useState(() => unfinished(live.room.value.meeting.id));
  useEffect(() => {
    if (!going && input.current) input.current.value = ""; // the same may be chosen again
    if (wrong) input.current?.focus();
  }, [going === undefined, wrong]);
  const choose = () => {
    const file = input.current?.files?.[0];
    if (file) sender.begin(file);
  };
  return (
    <div class="field"><label for="material-file">{words.materialFile}</label>
      {wrong && <p class="error" id="material-file-error" role="alert">{wrong}</p>}
      <input id="material-file" ref={input} type="file" accept={data.files.accept} disabled={going !== undefined} onChange={choose}
        aria-describedby={wrong ? "material-file-error material-file-hint" : "material-file-hint"} aria-invalid={wrong ? true : undefined} />
      <p class="hint" id="material-file-hint">{left && !going ? fill(words.fileUnfinished, { name: left }) : data.files.hint}</p>
      <p class="hint" role="status">{going && fill(going.waiting ? words.fileWaiting : words.fileSending, { name: going.name })}</p>
      {going && <>
        <progress max={going.size} value={going.bytes} aria-label={going.name} />
        <p class="actions"><button type="button" class="button line" onClick={() => { sender.stop(); input.current?.focus(); }}>{words.cancel}</button></p>
      </>}
    </div>
  );
}
