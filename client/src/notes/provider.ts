// The shared notes of a meeting while they are open: the document, the frames of the
// line and what the device keeps, put together. It draws nothing. Now and then the
// document must be replaced by a new one, so whoever shows it follows the signal shared.
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { decodeStateVector, encodeStateVector } from "yjs";
import { notes as bounds, type ID, type Instant, type Notes as Told } from "../wire";
import type { Barred } from "./barred";
import { openDevice, type Device, type Row } from "./device";
import { decode, encode, type Message } from "./frames";
import type { Left } from "./left";
import { Lefts } from "./lefts";
import { Mark } from "./mark";
import { sorted } from "./rest";
import type { Facts, Saved } from "./saved";
import { Sheet, type Change, type Shared } from "./sheet";
import { Shelf } from "./shelf";
import { markUnsent } from "./unsent";
import type { Way } from "./way";
import { Written } from "./written";

const loading: Barred = { why: "loading", say: "" };

export class Notes {
  /** What to show; undefined while it is being fetched. */
  readonly shared: ReadonlySignal<Shared | undefined>;
  /** What the mark may say. */
  readonly saved: ReadonlySignal<Saved>;
  readonly barred: ReadonlySignal<Barred | undefined>;
  /** What was written here and is not in the notes: to be told of, copied, put back or let go. */
  readonly left: ReadonlySignal<readonly Left[]>;
  /** How often an organiser has led the notes back. What was done before that is not taken back any more. */
  readonly led = signal(0);

  readonly #way: Way;
  readonly #shelf: Shelf;
  readonly #written: Written;
  readonly #lefts: Lefts;
  readonly #mark: Mark;
  readonly #shared = signal<Shared | undefined>(undefined);
  readonly #refused = signal<Barred | undefined>(undefined);
  #sheet: Sheet;
  #epoch = "";
  #by: ID = "";
  #open = false;
  #loaded = false; // what the device has is taken in
  #unsaved = false; // the server can keep nothing just now
  #turn = 0;
  #rows = 0;
  #marked: boolean | undefined; // as unsent on the device; not known before what it has is taken in
  #heard: Instant = 0;
  #last: Instant = 0;
  readonly #forgive;

  constructor(way: Way, device: Promise<Device> = openDevice(Date.now())) {
    this.#way = way;
    this.#mark = new Mark(() => this.#facts(), way.again, unsent => this.#markUnsent(unsent));
    this.#shelf = new Shelf(way.meeting, device, () => this.#mark.look());
    this.#written = new Written(message => this.#send(message));
    this.#lefts = new Lefts(this.#shelf);
    this.#sheet = this.#blank();
    this.shared = this.#shared;
    this.saved = this.#mark.saved;
    this.left = this.#lefts.all;
    this.barred = computed(() => way.barred.value ?? this.#refused.value ?? (this.#shared.value ? undefined : loading));
    this.#forgive = effect(() => {
      void way.barred.value; // what the room knows is newer than what the server once refused
      this.#refused.value = undefined;
    });
  }

  /** Whether something that was written here is not kept by the server. */
  get unsent(): boolean {
    return this.#written.waiting.length > 0;
  }

  /** The line has opened, to this history of the meeting and with the server taking the person for by. */
  opened(epoch: string, by: ID): void {
    this.#open = true;
    this.#unsaved = false;
    this.#refused.value = undefined;
    this.#heard = Date.now();
    this.#written.begin();
    if (epoch !== this.#epoch || by !== this.#by) void this.#load(epoch, by);
    else this.#ask();
    this.#mark.look();
  }

  /** The line is gone. */
  lost(): void {
    this.#open = false;
    this.#written.begin();
    this.#sheet.cursors.lost();
    this.#mark.look();
  }

  /** Takes a binary frame. */
  take(frame: Uint8Array): void {
    const message = decode(frame);
    if (!this.#loaded || !message) return;
    switch (message.kind) {
      case "step1":
        this.#unsaved = false;
        this.#written.answer();
        void this.#heal(message.vector);
        break;
      case "step2":
        this.#sheet.take(message.update);
        if (!this.#sheet.ready) this.#show();
        break;
      case "update":
        this.#sheet.take(message.update);
        break;
      case "awareness":
        this.#sheet.cursors.take(message.states);
        break;
      case "query":
        this.#sheet.cursors.tell();
    }
    this.#mark.look();
  }

  /** The server tells what became of the messages over this line. */
  told({ kept, refused, say = "", reset, led }: Told): void {
    this.#heard = Date.now();
    if (led) this.led.value++;
    if (refused === "unsaved") {
      this.#unsaved = true;
      this.#written.unsaved(kept);
    } else {
      const settled = this.#written.settled(kept, refused !== undefined);
      if (settled.kept.length) this.#last = this.#way.now();
      this.#shelf.put(settled.kept.map(row => ({ ...row, kept: this.#heard })));
      if (refused) this.#refuse(refused, say, settled.refused);
      if (reset) void this.#erase();
    }
    this.#mark.look();
  }

  /** Writes a text that was left at the end of its fragment, or of another, in paragraphs of one's own. */
  putBack(left: Left, into = ""): void {
    if (!this.barred.value) this.#lefts.putBack(left, this.#sheet.doc, into);
  }

  /** Lets go of a text that was left. */
  forget(left: Left): void {
    this.#lefts.forget(left);
  }

  /** Sends what is being gathered, since the page may be gone in a moment. */
  flush(): void {
    this.#written.flush();
  }

  async close(): Promise<void> {
    this.flush();
    this.lost();
    this.#turn++;
    this.#forgive();
    this.#mark.close();
    this.#sheet.cursors.close();
    await this.#shelf.close();
  }

  #send(message: Message): boolean {
    return this.#open && this.#way.send(encode(message));
  }

  /** Reads what the device has, and asks the server for the rest. */
  async #load(epoch: string, by: ID): Promise<void> {
    const turn = ++this.#turn;
    this.#loaded = false;
    this.#epoch = epoch;
    this.#by = by;
    const rows = await this.#shelf.rows();
    if (turn !== this.#turn) return;
    const { aside, unsent } = sorted(rows, epoch, by);
    this.#lefts.setAside(aside, epoch);
    this.#written.forget(this.#written.waiting);
    this.#written.adopt(unsent);
    this.#loaded = true;
    this.#anew();
    this.#mark.look();
  }

  /** Asks the server for what is not here. */
  #ask(): void {
    if (!this.#loaded) return;
    this.#written.hold();
    this.#send({ kind: "step1", vector: encodeStateVector(this.#sheet.doc) });
    this.#sheet.cursors.opened();
  }

  /** What the server had said was kept and does not have any more is sent again. That is so after a copy of its disk was put back as if nothing had been. */
  async #heal(vector: Uint8Array): Promise<void> {
    const turn = this.#turn;
    const has = decodeStateVector(vector);
    const rows = (await this.#shelf.rows()).filter(row => row.kept && row.epoch === this.#epoch && row.clock > (has.get(row.client) ?? 0));
    if (turn !== this.#turn || rows.length === 0) return;
    const again = rows.filter(row => row.by === this.#by).map(row => ({ ...row, kept: 0 }));
    this.#lefts.take("restored", "", rows.filter(row => row.by !== this.#by).map(row => ({ ...row, kept: 0 })), this.#sheet.doc);
    this.#sheet.takeAll(again);
    this.#written.adopt(again);
    this.#written.answer();
    this.#mark.look();
  }

  #show(): void {
    this.#sheet.ready = true;
    this.#lefts.compare(this.#sheet.doc);
    this.#shared.value = this.#sheet.shared;
    for (const left of this.#lefts.all.value) if (left.why === "taken") this.putBack(left);
  }

  /** Goes on with a new document: what still waits is in it, and the rest is fetched. */
  #anew(): void {
    this.#sheet.cursors.close();
    this.#sheet = this.#blank();
    this.#shared.value = undefined;
    this.#sheet.takeAll(this.#written.waiting);
    this.#ask();
  }

  #blank(): Sheet {
    return new Sheet((change, sheet) => this.#wrote(change, sheet), states => void this.#send({ kind: "awareness", states }));
  }

  /** Something was written on this page. Yjs tidies a little even for those who only read; that is let be. */
  #wrote({ writes, ...change }: Change, sheet: Sheet): void {
    if (!writes && this.barred.value) return;
    const key = `${this.#way.meeting} ${change.client} ${String(++this.#rows).padStart(9, "0")}`;
    const row = { key, meeting: this.#way.meeting, epoch: this.#epoch, by: this.#by, at: Date.now(), ...change, kept: 0, refused: "", say: "" };
    if (sheet !== this.#sheet) {
      this.#lefts.take("replaced", "", [row], sheet.doc);
      return;
    }
    this.#shelf.put([row]);
    this.#written.add(row);
    if (change.update.length > bounds.frame) this.#refuse("too-much", "", [row]);
    this.#mark.look();
  }

  /** Rows will not come into the notes, and what is written after them under the same identity would not either. */
  #refuse(why: string, say: string, rows: readonly Row[]): void {
    if (why === "not-allowed" || why === "sign-in") this.#refused.value = { why: "refused", say };
    if (rows.length === 0) return;
    this.#written.forget(rows);
    this.#lefts.take(why, say, rows, this.#sheet.doc);
    this.#anew();
  }

  /** Somebody's lines were erased: nothing of the document stays here, and what was not sent is not sent into what is gone. */
  async #erase(): Promise<void> {
    const { waiting } = this.#written;
    this.#written.forget(waiting);
    this.#lefts.take("erased", "", waiting, this.#sheet.doc);
    this.#anew();
    const rows = await this.#shelf.rows();
    this.#shelf.remove(rows.filter(row => row.kept));
  }

  #markUnsent(unsent: boolean): void {
    if (!this.#loaded || unsent === this.#marked) return;
    this.#marked = unsent;
    markUnsent(this.#way.meeting, unsent);
  }

  #facts(): Facts {
    const { waiting } = this.#written;
    return {
      waiting: waiting.length > 0, since: waiting[0]?.at ?? 0, heard: this.#heard, stored: this.#shelf.safe,
      open: this.#open && !this.#unsaved, last: this.#last,
    };
  }
}
