// The live room. The server writes the room for reading inside <div id="room" class="room">
// and its data beside it; this script draws the same room off the page and puts it in
// the old one's place in one step. Only sizes must agree, not every node, so that
// nothing on the page moves.
//
// What the server writes, with the classes of styles/room.css (… repeats):
//
//   <main id="main" class="wrap room-page" tabindex="-1">
//   <div id="room" class="room">
//     <header class="room-head"><div><h1>Title</h1><p class="meta">torsdag 26 november kl. 12.00–12.45, v. 48</p></div></header>
//     <div class="notice danger"><p><strong>Mötet är inställt.</strong> Skäl: …</p></div>         if so; .warn when moved
//     <div class="room-grid"><div>
//       <section class="now card live"><p class="place">Punkt 2 av 6</p><h2>Item</h2><p class="by">Presenter</p>
//         <p class="clock">7 min kvar</p><progress max="1" value="0.3"></progress><p class="next">Härnäst: …</p></section>
//       or, before and after: <section class="now card quiet"><h2>Mötet har inte börjat</h2><p>Börjar om 12 minuter.</p></section>
//       <section class="section"><h2>Dagordning</h2><ol class="agenda">
//         <li class="item current"><span class="number">2</span><span class="name">Item<span class="by">Presenter</span></span>
//           <span class="state">pågår</span><span class="minutes">10 min</span></li>…</ol><p class="sum">45 av 45 minuter</p></section>
//     </div><aside>
//       <section><h2>Ring in</h2><dl class="ways">…</dl></section>
//       <section class="people"><h2>Deltagare</h2><p class="countdown">23 är här</p><p class="meta">kommun 8 · region 3</p>
//         <ul><li><span class="name">Åsa Öberg</span> <span class="meta">Granviks kommun</span></li>…</ul></section>
//     </aside></div>
//     <p class="actions no-script">Sidan uppdateras inte av sig själv. <a class="button line" href="">Uppdatera</a></p>   hidden when scripts run
//   </div></main>
//   <script type="application/json" id="room-data">{"base", "lang", "snapshot", "here", "presence", "words", "parts", "canRun", "name"}</script>
//   <script type="module" src="(client.Path "room.tsx")"></script>
//
// Every word that both write is in client/words.go. Organisers' rows get a handle and
// a menu; the server keeps their place by writing <ol class="agenda runs"> with
// <span class="icon handle"></span> first and <span class="icon more"></span> last in each row.
import { effect } from "@preact/signals";
import { options, render } from "preact";
import { Live, type RoomData } from "./room/live";
import { fetchTools } from "./room/tools";
import { RoomView } from "./room/view";

async function start(): Promise<void> {
  const data = document.getElementById("room-data")?.textContent;
  const old = document.getElementById("room");
  if (!data || !old) return;
  options.debounceRendering = draw => requestAnimationFrame(() => draw()); // many events, one redraw
  const live = new Live(JSON.parse(data) as RoomData);
  if (live.onDuty) await fetchTools(live);
  effect(() => void (live.onDuty && fetchTools(live))); // a role may be given at any time
  const room = document.createElement("div");
  room.id = old.id;
  room.className = old.className;
  const find = (what: string) => old.querySelector(what);
  const written = { notes: { text: find(".notes-text"), form: find(".notes form[action$='/anteckna']") }, input: find(".panel-input > *"), ways: find("aside > :not(.people)"), strip: find(".caption-strip") };
  render(<RoomView live={live} written={written} />, room);
  old.replaceWith(room);
  live.open();
}

void start();
