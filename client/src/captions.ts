// Takes over the page of captions, which server/web/captions.templ has written: lines
// come by themselves, the text has the size and colours that the reader likes, and
// whoever has the role writes.
import { follow, type State } from "./captions/feed";
import { merged, type Caption } from "./captions/lines";
import { Log } from "./captions/log";
import { look } from "./captions/look";
import { writer } from "./captions/writer";

function start(lane: HTMLElement): void {
  const log = new Log(lane);
  let lines: readonly Caption[] = [];
  const aloud = look(lane, () => log.keep());
  const state = lane.querySelector<HTMLElement>(".told");
  const words: Readonly<Record<State, string>> = { open: "", away: lane.dataset["away"] ?? "", over: "" };
  const form = lane.querySelector<HTMLFormElement>("form.lane-write:not(.no-script)");
  addEventListener("resize", () => log.keep());
  follow(lane.dataset["feed"] ?? "", come => {
    lines = merged(lines, come);
    log.draw(lines, aloud());
  }, now => {
    if (state && state.textContent !== words[now]) state.textContent = words[now];
    if (now !== "over") return;
    log.over(lane.dataset["over"] ?? "");
    form?.remove();
  });
  if (form) writer(form);
}

const lane = document.getElementById("lane");
if (lane) start(lane);
