// What people send in to a meeting, as one part that is fetched: from the top an open
// poll, signals, questions and material. Each has a folder of its own, and a section with a heading.
export {} from "../room"; // so that the room stays one file
import { useEffect, useRef, useState } from "preact/hooks";
import { gone } from "../material/latest";
import { useTellingOfMaterial } from "../material/telling";
import { PollCard } from "../polls/card";
import { PollsView } from "../polls/view";
import { QuestionsView } from "../questions/view";
import { RoundCard } from "../signals/round";
import { SignalsView } from "../signals/view";
import { sendAsOwn, useKept } from "./kept";
import { Later } from "./later";
import type { Live } from "./live";

export { Latest } from "../material/latest";

export function InputView({ live }: { readonly live: Live }) {
  const shelf = useKept(live);
  const [others] = useState(() => shelf.others(live.you.peek().id, Date.now()).length > 0);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const look = () => void import("./drafts").then(part => box.current && part.follow(live, box.current), console.warn);
    if (isBegun()) look();
    else box.current?.addEventListener("focusin", look, { once: true });
  }, []);
  return (
    <div ref={box} class="inputs">
      {others && <Later live={live} written={null} wanted fetch={async () => {
        const { Others } = await import("./others");
        return () => <Others live={live} shelf={shelf} send={all => sendAsOwn(live, shelf, all)} />;
      }} />}
      <PollsView live={live} />
      <SignalsView live={live} />
      <QuestionsView live={live} />
      <MaterialPlace live={live} />
    </div>
  );
}

/** Whether something was begun on this device and not sent. */
function isBegun(): boolean {
  try {
    return Object.keys(localStorage).some(key => key.startsWith("draft:"));
  } catch {
    return false; // nothing may be kept here
  }
}

/** What the server wrote of the material: it is in the page until this part takes its place. */
const written = document.querySelector(".panel-input .materials");

/** Where the material is. It stands last, and is fetched when somebody comes that far. */
function MaterialPlace({ live }: { readonly live: Live }) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, see] = useState(false);
  useTellingOfMaterial(live);
  useEffect(() => {
    if (gone.value === 0) return;
    see(true);
    place.current?.scrollIntoView();
    place.current?.focus();
  }, [gone.value]);
  useEffect(() => {
    const watch = new IntersectionObserver(all => see(was => was || all.some(one => one.isIntersecting)), { rootMargin: "200px" });
    if (place.current) watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return <div ref={place} tabIndex={-1}><Later live={live} written={written} wanted={seen} fetch={async () => (await import("../material/view")).MaterialView} /></div>;
}

/** What is asked of everybody just now, seen whatever part is shown. */
export function Cards({ live }: { readonly live: Live }) {
  return <><PollCard live={live} /><RoundCard live={live} /></>;
}
