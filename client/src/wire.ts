// Made by go run ./server/wire/gen from the Go types. Do not edit.
// The protocol in words is the package comment of server/wire.

export const protocol = "ringain.v1";
export const ticketPrefix = "ticket.";
// What follows are enums so that the build writes each number where it is used, and no other travels.
/* oxlint-disable typescript/no-duplicate-enum-values -- two bounds may be alike */
/** The codes with which the server closes a socket. */
export enum close { comeBack = 4000, malformed = 4001, tooMuch = 4002, signedOut = 4003, removed = 4004 }
/** The version of the schema of the shared notes, and how large one frame and one awareness state may be, in bytes. */
export enum notes { schema = 1, frame = 262144, awareness = 2048 }
/** The bounds of an agenda: items, minutes of an item, characters of a title; and of a speaker list: characters of a note and a name, milliseconds that it opens before the meeting; characters of a signal; of a question and its answer; and of the question, one answer and all answers of a poll; characters of an address, and bytes of a text that is pasted to share what is in it. */
export enum bounds { items = 100, minutes = 240, title = 200, note = 140, name = 80, opens = 3600000, signal = 200,
  question = 300, answer = 1000, pollQuestion = 200, choice = 80, choices = 6, fewestShown = 3, address = 2000, shared = 4000 }

/** Down is any downward frame but events, which come as a JSON array of Event. */
export type Down = {
  readonly snapshot?: Snapshot;
  readonly here?: Here;
  readonly presence?: Presence;
  readonly bye?: Bye;
  readonly notes?: Notes;
  readonly now?: Instant;
  readonly re?: ID;
  readonly seq?: number;
  readonly refused?: RefusalKind;
  readonly say?: string;
  readonly field?: string;
};

/** Reply answers one command: Seq when it was kept, Refused and Say when not. */
export type Reply = {
  readonly re: ID;
  readonly seq?: number;
  readonly refused?: RefusalKind;
  readonly say?: string;
  readonly field?: string;
};

/** Event is one entry of the log on its way to everybody. At is in milliseconds. */
export type Entry = {
  readonly seq: number;
  readonly at: Instant;
  readonly by: Author;
  readonly ev: RoomEvent; // meetings.EncodeEvent
};

/** Position is a place in the log of a meeting. A restored installation begins a new epoch. */
export type Position = {
  readonly epoch?: string;
  readonly seq?: number;
};

/** Hello is the first frame of a connection: what the client already has. */
export type Hello = {
  readonly epoch?: string;
  readonly seq?: number;
  readonly notes?: number; // the version of the notes' schema that the client knows; 0: it writes none
};

/** Writer is who an awareness state belongs to, as the server says it under "user". */
export type Writer = {
  readonly name: string;
  readonly colour: number; // from 0 to 7
  readonly role: Role;
};

/** Room is a meeting with its agenda, its speaker list, those who ring in, its signals, questions, polls and material: what changes while people are in it, and what everybody in it sees alike. What nobody sees of them is with it, and leaves the server with nothing. */
export type Room = {
  readonly meeting: Meeting;
  readonly agenda: Agenda;
  readonly queue: Queue;
  readonly callers?: readonly Caller[];
  readonly house?: House;
  readonly signals?: readonly Signal[];
  readonly questions?: readonly Question[];
  readonly polls?: readonly Poll[];
  readonly material?: readonly Material[];
};

export type ItemAdded = {
  readonly kind: "agenda.added";
  readonly item: Item;
  readonly to: number;
};

export type ItemsPasted = {
  readonly kind: "agenda.pasted";
  readonly items: readonly Item[];
};

export type ItemEdited = {
  readonly kind: "agenda.edited";
  readonly item: ItemID;
  readonly title: string;
  readonly minutes: number;
  readonly presenter?: string;
  readonly round?: boolean;
};

export type ItemMoved = {
  readonly kind: "agenda.moved";
  readonly item: ItemID;
  readonly to: number;
};

export type ItemRemoved = {
  readonly kind: "agenda.removed";
  readonly item: ItemID;
};

export type AgendaStarted = {
  readonly kind: "agenda.started";
  readonly item: ItemID; // the item that was opened; empty when there was none
};

export type ItemOpened = {
  readonly kind: "agenda.opened";
  readonly item: ItemID; // the item that was opened; empty when the last one was closed
};

export type ItemExtended = {
  readonly kind: "agenda.extended";
  readonly item: ItemID;
  readonly minutes: number;
};

export type ItemParked = {
  readonly kind: "agenda.parked";
  readonly item: ItemID;
  readonly then: ItemID; // the item that is current afterwards
};

export type ItemReturned = {
  readonly kind: "agenda.returned";
  readonly item: ItemID;
};

export type ItemCarried = {
  readonly kind: "agenda.carried";
  readonly item: ItemID;
  readonly then: ItemID; // the item that is current afterwards
  readonly into: ID; // the meeting it was carried to
  readonly slug: string; // that meeting in addresses
  readonly day: Instant; // that meeting's start
};

export type AgendaEnded = {
  readonly kind: "agenda.ended";
};

export type MeetingCancelled = {
  readonly kind: "meeting.cancelled";
  readonly reason: Text;
};

export type MeetingRestored = {
  readonly kind: "meeting.restored";
};

export type MeetingMoved = {
  readonly kind: "meeting.moved";
  readonly start: Instant;
  readonly reason: Text;
};

export type MeetingEdited = {
  readonly kind: "meeting.edited";
  readonly title: Text;
  readonly minutes: number;
  readonly note?: Text;
  readonly ways: Ways;
};

/** MeetingPlanned says that a meeting is planned anew as a whole: it follows its changed series, it is announced, or a change of it is undone. */
export type MeetingPlanned = {
  readonly kind: "meeting.planned";
  readonly plan: Plan;
  readonly items?: readonly Item[]; // its agenda; nil where that stays as it is
};

export type NotesLocked = {
  readonly kind: "notes.locked";
};

export type NotesUnlocked = {
  readonly kind: "notes.unlocked";
};

export type FloorAsked = {
  readonly kind: "queue.asked";
  readonly turn: Turn;
};

export type TurnAdded = {
  readonly kind: "queue.added";
  readonly turn: Turn;
  readonly to: number;
};

export type TurnMoved = {
  readonly kind: "queue.moved";
  readonly turn: TurnID;
  readonly to: number;
};

export type TurnRemoved = {
  readonly kind: "queue.removed";
  readonly turn: TurnID;
};

export type FloorGiven = {
  readonly kind: "queue.given";
  readonly turn: TurnID; // who has the floor now; empty when nobody waited
};

export type TurnEnded = {
  readonly kind: "queue.ended";
  readonly turn: TurnID;
};

export type SpeakerSkipped = {
  readonly kind: "queue.skipped";
  readonly turn: TurnID;
  readonly then: TurnID; // who has the floor now; empty when nobody waited
  readonly to: number; // the place that the one passed over has among those who wait
};

export type SpeakerRecalled = {
  readonly kind: "queue.recalled";
  readonly turn: TurnID;
};

export type QueueClosed = {
  readonly kind: "queue.closed";
};

export type QueueOpened = {
  readonly kind: "queue.opened";
};

export type CallerAdded = {
  readonly kind: "caller.added";
  readonly caller: Caller;
};

export type CallerEdited = {
  readonly kind: "caller.edited";
  readonly caller: Caller;
};

export type CallerSet = {
  readonly kind: "caller.set";
  readonly caller: ID;
  readonly muted?: boolean; // each of these as it is now; absent when it is as before
  readonly help?: boolean;
  readonly away?: Instant; // since when the line is broken; 0: it is no longer
};

export type CallerTied = {
  readonly kind: "caller.tied";
  readonly caller: Caller;
};

export type CallerRemoved = {
  readonly kind: "caller.removed";
  readonly caller: ID;
  readonly who?: ID; // the participant whose call it was
};

/** NoteSet tells what a turn concerns now. */
export type NoteSet = {
  readonly kind: "queue.noted";
  readonly turn: TurnID;
  readonly note?: string;
};

export type PersonRemoved = {
  readonly kind: "person.removed";
  readonly who: ID;
  readonly network?: boolean;
};

export type PersonReturned = {
  readonly kind: "person.returned";
  readonly who: ID;
};

export type HouseSet = {
  readonly kind: "room.set";
  readonly locked: boolean;
  readonly lobby?: boolean;
  readonly readOnly: boolean;
  readonly slow: number; // seconds; 0: no slow mode
};

/** PeopleAdmitted tells who was let in from the lobby. */
export type PeopleAdmitted = {
  readonly kind: "lobby.admitted";
  readonly who: readonly ID[];
};

/** PersonSet tells how a guest is kept. When a name is hidden or shown again, Signals, Questions and Material are those that have it; when it is shown again, Name and Organisation are what they said. */
export type PersonSet = {
  readonly kind: "person.set";
  readonly who: ID;
  readonly muted: boolean;
  readonly hidden: boolean;
  readonly name?: string;
  readonly organisation?: string;
  readonly signals?: readonly SignalID[];
  readonly questions?: readonly QuestionID[];
  readonly material?: readonly MaterialID[];
};

/** PeopleForgotten tells that names, and what some have said, are out of the room and of all of its log before this. It names nobody: whoever holds an older room takes it anew. */
export type PeopleForgotten = {
  readonly kind: "people.forgotten";
};

export type SignalAdded = {
  readonly kind: "signal.added";
  readonly signal: Signal;
};

export type SignalWithdrawn = {
  readonly kind: "signal.withdrawn";
  readonly signal: SignalID;
};

export type SignalEdited = {
  readonly kind: "signal.edited";
  readonly signal: Signal;
};

export type SignalCounted = {
  readonly kind: "signal.counted";
  readonly signal: SignalID;
  readonly voices: number; // how many say so now
};

export type SignalHidden = {
  readonly kind: "signal.hidden";
  readonly signal: SignalID;
};

export type SignalRestored = {
  readonly kind: "signal.restored";
  readonly signal: Signal;
  readonly from?: SignalID; // the signal it was merged into
  readonly voices?: number; // of that one now
};

export type SignalMerged = {
  readonly kind: "signal.merged";
  readonly signal: SignalID;
  readonly into: SignalID;
  readonly voices: number; // of Into now
};

/** ItemSettled says what has become of an item of a meeting that has ended. */
export type ItemSettled = {
  readonly kind: "agenda.settled";
  readonly item: ItemID;
  readonly state?: ItemState;
};

/** SignalSettled says what has become of a promise or a need. */
export type SignalSettled = {
  readonly kind: "signal.settled";
  readonly signal: SignalID;
  readonly state?: SignalState;
  readonly into?: ID; // the meeting whose agenda it is on
};

export type DutyGiven = {
  readonly kind: "duty.given";
  readonly who: ID;
  readonly duty: Duty;
};

export type DutyEnded = {
  readonly kind: "duty.ended";
  readonly who: ID;
  readonly duty: Duty;
};

export type QuestionAsked = {
  readonly kind: "question.asked";
  readonly question: Question;
};

export type QuestionWithdrawn = {
  readonly kind: "question.withdrawn";
  readonly question: QuestionID;
};

export type QuestionCounted = {
  readonly kind: "question.counted";
  readonly question: QuestionID;
  readonly votes: number; // how many want to know now
};

export type QuestionAnswered = {
  readonly kind: "question.answered";
  readonly question: Question; // with its answer, which is empty when that was taken away
};

export type QuestionSettled = {
  readonly kind: "question.settled";
  readonly question: QuestionID;
};

export type QuestionReopened = {
  readonly kind: "question.reopened";
  readonly question: QuestionID;
};

export type QuestionHidden = {
  readonly kind: "question.hidden";
  readonly question: QuestionID;
};

export type QuestionRestored = {
  readonly kind: "question.restored";
  readonly question: Question;
};

export type PollAdded = {
  readonly kind: "poll.added";
  readonly poll: Poll;
};

export type PollOpened = {
  readonly kind: "poll.opened";
  readonly poll: PollID;
};

export type PollAnswered = {
  readonly kind: "poll.answered";
  readonly poll: PollID;
  readonly answers: number; // how many have answered now
  readonly counts?: readonly number[]; // of each choice, when they are shown anew
};

export type PollClosed = {
  readonly kind: "poll.closed";
  readonly poll: PollID;
  readonly answers: number;
  readonly counts?: readonly number[]; // left out when too few have answered
};

export type PollRemoved = {
  readonly kind: "poll.removed";
  readonly poll: PollID;
};

export type MaterialShared = {
  readonly kind: "material.shared";
  readonly material: Material;
};

export type MaterialWithdrawn = {
  readonly kind: "material.withdrawn";
  readonly material: MaterialID;
};

export type MaterialEdited = {
  readonly kind: "material.edited";
  readonly material: Material;
};

export type MaterialHidden = {
  readonly kind: "material.hidden";
  readonly material: MaterialID;
};

export type MaterialRestored = {
  readonly kind: "material.restored";
  readonly material: Material;
};

export type MaterialJudged = {
  readonly kind: "material.judged";
  readonly material: Material; // as it stands on the support list now
};

/** AddItem adds an item at place To, counted from 0; at the end when To is nil. */
export type AddItem = {
  readonly do: "agenda.add";
  readonly title: string;
  readonly minutes?: number;
  readonly presenter?: string;
  readonly round?: boolean;
  readonly to?: number;
};

/** PasteItems adds one item for every line of a pasted list, bullets and minutes understood. */
export type PasteItems = {
  readonly do: "agenda.paste";
  readonly text: string;
};

/** EditItem gives an item a new title, planned minutes and presenter, and says whether it is a round. */
export type EditItem = {
  readonly do: "agenda.edit";
  readonly item: ItemID;
  readonly title: string;
  readonly minutes?: number;
  readonly presenter?: string;
  readonly round?: boolean;
};

/** MoveItem moves an item to place To, counted from 0 in the list without it. */
export type MoveItem = {
  readonly do: "agenda.move";
  readonly item: ItemID;
  readonly to: number;
};

/** RemoveItem removes an item. */
export type RemoveItem = {
  readonly do: "agenda.remove";
  readonly item: ItemID;
};

/** StartAgenda starts the meeting and opens its first item. */
export type StartAgenda = {
  readonly do: "agenda.start";
};

/** NextItem closes the item From and opens the one after it. It is refused as late when From is no longer current, so two who press at once advance once. */
export type NextItem = {
  readonly do: "agenda.next";
  readonly from?: ItemID;
};

/** OpenItem opens any item and closes the current one. Opening one that was done goes back to it: what was current is to come again. */
export type OpenItem = {
  readonly do: "agenda.open";
  readonly item: ItemID;
};

/** ExtendItem gives an item more minutes, or fewer when Minutes is negative. */
export type ExtendItem = {
  readonly do: "agenda.extend";
  readonly item: ItemID;
  readonly minutes: number;
};

/** ParkItem sets an item aside; it may be returned. */
export type ParkItem = {
  readonly do: "agenda.park";
  readonly item: ItemID;
};

/** ReturnItem takes a parked item back. */
export type ReturnItem = {
  readonly do: "agenda.return";
  readonly item: ItemID;
};

/** CarryItem moves an item to the next meeting of the series. */
export type CarryItem = {
  readonly do: "agenda.carry";
  readonly item: ItemID;
};

/** EndAgenda ends the meeting. Nobody is thrown out. */
export type EndAgenda = {
  readonly do: "agenda.end";
};

/** CancelMeeting cancels a meeting and says why. */
export type CancelMeeting = {
  readonly do: "meeting.cancel";
  readonly reason: Text;
};

/** RestoreMeeting takes a cancellation back. */
export type RestoreMeeting = {
  readonly do: "meeting.restore";
};

/** MoveMeeting gives a meeting another start and says why. */
export type MoveMeeting = {
  readonly do: "meeting.move";
  readonly start: Instant;
  readonly reason: Text;
};

/** EditMeeting gives a meeting another title, length, note or ways in. */
export type EditMeeting = {
  readonly do: "meeting.edit";
  readonly title: Text;
  readonly minutes: number;
  readonly note?: Text;
  readonly ways: Ways;
};

/** UndoPlan gives a meeting back what was planned of it before its last change, which led to the event Seq. It is refused when another change came after. */
export type UndoPlan = {
  readonly do: "meeting.undo";
  readonly seq: number;
};

/** LockNotes keeps guests from writing in the notes. They can still read them. */
export type LockNotes = {
  readonly do: "notes.lock";
};

/** UnlockNotes lets guests write in the notes again. */
export type UnlockNotes = {
  readonly do: "notes.unlock";
};

/** AskFloor asks for the floor, with a line about what it concerns if one likes. */
export type AskFloor = {
  readonly do: "queue.ask";
  readonly note?: string;
};

/** WithdrawTurn takes one's own place in the list away. */
export type WithdrawTurn = {
  readonly do: "queue.withdraw";
};

/** ReturnTurn puts back the turn that was removed last, at the place it had. */
export type ReturnTurn = {
  readonly do: "queue.return";
  readonly turn: TurnID;
};

/** EndTurn gives back the floor when one has spoken. */
export type EndTurn = {
  readonly do: "queue.done";
  readonly turn: TurnID;
};

/** NextSpeaker takes the floor from the turn From and gives it to Turn, or to the first that waits when Turn is empty. It is refused as late when From no longer has the floor, so two who press at once advance once. */
export type NextSpeaker = {
  readonly do: "queue.next";
  readonly from?: TurnID;
  readonly turn?: TurnID;
};

/** SkipTurn passes over somebody who is not ready: one place back, or to the end of the list with Last. When they have the floor it goes to Then, or to the first that waits when Then is empty; they have not spoken. */
export type SkipTurn = {
  readonly do: "queue.skip";
  readonly turn: TurnID;
  readonly then?: TurnID;
  readonly last?: boolean;
};

/** RecallSpeaker gives the floor back to the turn Turn, which had it last; whoever has it now waits first. */
export type RecallSpeaker = {
  readonly do: "queue.back";
  readonly turn: TurnID;
};

/** MoveTurn moves a turn that waits to place To, counted from 0 in the list without it. */
export type MoveTurn = {
  readonly do: "queue.move";
  readonly turn: TurnID;
  readonly to: number;
};

/** AddTurn puts somebody in the list at place To, or last when To is nil: a caller, or by name somebody in the room. */
export type AddTurn = {
  readonly do: "queue.add";
  readonly caller?: ID;
  readonly name?: string;
  readonly organisation?: string;
  readonly note?: string;
  readonly to?: number;
};

/** RemoveTurn takes somebody who waits off the list. */
export type RemoveTurn = {
  readonly do: "queue.remove";
  readonly turn: TurnID;
};

/** CloseQueue closes the list: nobody can ask for the floor until it is opened. */
export type CloseQueue = {
  readonly do: "queue.close";
};

/** OpenQueue opens the list again. */
export type OpenQueue = {
  readonly do: "queue.open";
};

/** AddCaller adds somebody who rings in, on a line; on the first free one when Line is 0. */
export type AddCaller = {
  readonly do: "caller.add";
  readonly line?: number;
  readonly name?: string;
  readonly organisation?: string;
  readonly sector?: string;
  readonly muted?: boolean;
};

/** EditCaller says who a caller is. */
export type EditCaller = {
  readonly do: "caller.edit";
  readonly caller: ID;
  readonly name?: string;
  readonly organisation?: string;
  readonly sector?: string;
};

/** SetCaller sets what is given, and leaves the rest as it is: whether the sound of a caller is off, whether they want help, and whether their line is broken. */
export type SetCaller = {
  readonly do: "caller.set";
  readonly caller: ID;
  readonly muted?: boolean;
  readonly help?: boolean;
  readonly away?: boolean;
};

/** TieCaller says that a caller is Who, a participant who has been in the room. */
export type TieCaller = {
  readonly do: "caller.tie";
  readonly caller: ID;
  readonly who: ID;
};

/** RemoveCaller removes a caller who has rung off, from the speaker list too. */
export type RemoveCaller = {
  readonly do: "caller.remove";
  readonly caller: ID;
};

/** SetNote says what one's own turn concerns, or no longer says it. An organiser may set that of any turn: a note that should not stand there is taken away by setting none, and put back by setting it again. */
export type SetNote = {
  readonly do: "queue.note";
  readonly turn: TurnID;
  readonly note?: string;
};

/** RemovePerson removes a guest, who cannot come back to this meeting. With Network nobody new comes in from the network they came from either, which may be that of a whole region, until the day is over. */
export type RemovePerson = {
  readonly do: "person.remove";
  readonly who: ID;
  readonly network?: boolean;
};

/** ReturnPerson lets somebody in again who was removed. */
export type ReturnPerson = {
  readonly do: "person.return";
  readonly who: ID;
};

/** SetHouse sets what is given, and leaves the rest as it is. */
export type SetHouse = {
  readonly do: "room.set";
  readonly locked?: boolean;
  readonly lobby?: boolean;
  readonly readOnly?: boolean;
  readonly slow?: number; // seconds, at most 600; 0 ends slow mode
};

/** AdmitPeople lets people in from the lobby. They stay in, also when they go out and come back. Whoever is not to come in is removed instead, as everybody else is. */
export type AdmitPeople = {
  readonly do: "lobby.admit";
  readonly who: readonly ID[];
};

/** SetPerson mutes a guest or lets them speak and write again, hides their name or shows it again, and leaves as it is what is not given. */
export type SetPerson = {
  readonly do: "person.set";
  readonly who: ID;
  readonly muted?: boolean;
  readonly hidden?: boolean;
};

/** AddSignal shares a signal, of one's own or for a caller. The sector is that of the person, or Sector when they gave none; for a caller it may be chosen. */
export type AddSignal = {
  readonly do: "signal.add";
  readonly kind: SignalKind;
  readonly text: string;
  readonly county?: string;
  readonly sector?: string;
  readonly nameless?: boolean;
  readonly caller?: ID;
};

/** WithdrawSignal takes back a signal of one's own, soon enough. */
export type WithdrawSignal = {
  readonly do: "signal.withdraw";
  readonly signal: SignalID;
};

/** EditSignal gives a signal another kind, text and county. */
export type EditSignal = {
  readonly do: "signal.edit";
  readonly signal: SignalID;
  readonly kind: SignalKind;
  readonly text: string;
  readonly county?: string;
};

/** JoinSignal says that one would say the same. */
export type JoinSignal = {
  readonly do: "signal.join";
  readonly signal: SignalID;
};

/** LeaveSignal takes that back. */
export type LeaveSignal = {
  readonly do: "signal.leave";
  readonly signal: SignalID;
};

/** HideSignal takes a signal from every page. */
export type HideSignal = {
  readonly do: "signal.hide";
  readonly signal: SignalID;
};

/** RestoreSignal brings back a signal that was hidden or merged. */
export type RestoreSignal = {
  readonly do: "signal.restore";
  readonly signal: SignalID;
};

/** MergeSignal lets a signal count for Into, which says the same. */
export type MergeSignal = {
  readonly do: "signal.merge";
  readonly signal: SignalID;
  readonly into: SignalID;
};

/** SettleItem says, once the meeting has ended, what becomes of an item that was not finished: it became done after all, or it is dropped. ToCome takes that back. */
export type SettleItem = {
  readonly do: "agenda.settle";
  readonly item: ItemID;
  readonly state?: ItemState;
};

/** SettleSignal says what becomes of a promise or a need of a meeting. On the agenda, it becomes an item of the meeting Into, a later one of the same series. */
export type SettleSignal = {
  readonly do: "signal.settle";
  readonly signal: SignalID;
  readonly state?: SignalState;
  readonly into?: ID;
};

/** GiveDuty gives a duty to somebody who has come into the room. */
export type GiveDuty = {
  readonly do: "duty.give";
  readonly who: ID;
  readonly duty: Duty;
};

/** EndDuty takes a duty back. Whoever has it may lay it down. */
export type EndDuty = {
  readonly do: "duty.end";
  readonly who: ID;
  readonly duty: Duty;
};

/** AskQuestion asks a question of one's own, or for a caller. */
export type AskQuestion = {
  readonly do: "question.ask";
  readonly text: string;
  readonly nameless?: boolean;
  readonly caller?: ID;
};

/** WithdrawQuestion takes back a question of one's own, soon enough. */
export type WithdrawQuestion = {
  readonly do: "question.withdraw";
  readonly question: QuestionID;
};

/** JoinQuestion says that the question is one's own too. */
export type JoinQuestion = {
  readonly do: "question.join";
  readonly question: QuestionID;
};

/** LeaveQuestion takes that back. */
export type LeaveQuestion = {
  readonly do: "question.leave";
  readonly question: QuestionID;
};

/** AnswerQuestion answers a question in writing, anew if it has an answer. An empty text takes the answer away. */
export type AnswerQuestion = {
  readonly do: "question.answer";
  readonly question: QuestionID;
  readonly text: string;
};

/** SettleQuestion says that a question was answered in the meeting. */
export type SettleQuestion = {
  readonly do: "question.settle";
  readonly question: QuestionID;
};

/** ReopenQuestion takes that back. */
export type ReopenQuestion = {
  readonly do: "question.reopen";
  readonly question: QuestionID;
};

/** HideQuestion takes a question from every page. */
export type HideQuestion = {
  readonly do: "question.hide";
  readonly question: QuestionID;
};

/** RestoreQuestion brings back a question that was hidden. */
export type RestoreQuestion = {
  readonly do: "question.restore";
  readonly question: QuestionID;
};

/** AnswerPoll answers the poll Poll, or the one that is open when Poll is empty. Answer is counted from 1, as on the keys of a telephone. For one who rings in, Caller says who; that takes an organiser, or the platform when the caller has pressed a key. */
export type AnswerPoll = {
  readonly do: "poll.answer";
  readonly poll?: PollID;
  readonly answer: number;
  readonly caller?: ID;
};

/** EnterAnswers counts the answers of several who ring in at a time: Counts is how many gave each answer, in the order of the choices. */
export type EnterAnswers = {
  readonly do: "poll.enter";
  readonly poll?: PollID;
  readonly counts: readonly number[];
};

/** AddPoll makes a poll, and opens it at once with Open. With Shown the result is shown while it is open too. */
export type AddPoll = {
  readonly do: "poll.add";
  readonly question: string;
  readonly choices: readonly string[];
  readonly shown?: boolean;
  readonly open?: boolean;
};

/** OpenPoll opens a poll that was made beforehand. */
export type OpenPoll = {
  readonly do: "poll.open";
  readonly poll: PollID;
};

/** ClosePoll closes a poll for good and shows how the answers fell. */
export type ClosePoll = {
  readonly do: "poll.close";
  readonly poll: PollID;
};

/** RemovePoll removes a poll that is not open, and its result. */
export type RemovePoll = {
  readonly do: "poll.remove";
  readonly poll: PollID;
};

/** ShareMaterial shares a link: Address is one, or a text with one in it, which may be broken over several lines. Or it shares a file that was uploaded, by its hash. Or it shares an entry of the support list, which the organisation of whoever shares it then confirms. Title and kind may be left out. It is proposed for the support list with that, unless it is to stay in the meeting. */
export type ShareMaterial = {
  readonly do: "material.share";
  readonly address?: string;
  readonly file?: string; // hash that the upload answered with
  readonly entry?: ID; // of the support list
  readonly title?: string;
  readonly kind?: string;
  readonly item?: ItemID; // empty: the whole meeting
  readonly nameless?: boolean;
  readonly unlisted?: boolean; // stays in the meeting alone
  readonly mended?: boolean; // Address was put together of a broken one
};

/** WithdrawMaterial takes back material of one's own, soon enough. */
export type WithdrawMaterial = {
  readonly do: "material.withdraw";
  readonly material: MaterialID;
};

/** EditMaterial gives material another title, kind and item. */
export type EditMaterial = {
  readonly do: "material.edit";
  readonly material: MaterialID;
  readonly title?: string;
  readonly kind?: string;
  readonly item?: ItemID;
};

/** HideMaterial takes material from every page. */
export type HideMaterial = {
  readonly do: "material.hide";
  readonly material: MaterialID;
};

/** RestoreMaterial brings back material that was hidden. */
export type RestoreMaterial = {
  readonly do: "material.restore";
  readonly material: MaterialID;
};

/** JudgeMaterial publishes what was proposed for the support list, returns it with a reason, or takes it off. */
export type JudgeMaterial = {
  readonly do: "material.judge";
  readonly material: MaterialID;
  readonly to: SupportState;
  readonly reason?: Text;
};

/** Snapshot is a whole room at a position. */
export type Snapshot = {
  readonly epoch: string;
  readonly seq: number;
  readonly room: Room;
};

/** Here ends the catching up: the client now has everything up to Seq. */
export type Here = {
  readonly epoch: string;
  readonly seq: number;
  readonly now: Instant; // the server's clock
  readonly you: Person; // who the server takes the client for; ID is empty when only following
};

/** Presence says who is in the room. People lists the first MaxPeople who gave a name. */
export type Presence = {
  readonly count: number; // connections, those who only follow included
  readonly sectors: Readonly<Record<string, number>>; // people by sector code
  readonly people: readonly Participant[];
};

/** Bye tells that the node is stopping. */
export type Bye = {
  readonly after: number; // milliseconds to wait before coming back
};

/** Notes tells a connection what became of the steps 2 and updates that it sent. */
export type Notes = {
  readonly kept: number; // so many of them are settled: on disk, or refused
  readonly refused?: RefusalKind; // number Kept was refused for that
  readonly say?: string; // the sentence for people, with Refused
  readonly reset?: boolean; // the document was made anew: throw yours away
  readonly led?: boolean; // an organiser has led the notes back: forget what could be taken back
};

/** Instant is a moment in milliseconds since 1970-01-01 UTC. Zero means never. It is the same number in Go, SQL, JSON and TypeScript. */
export type Instant = number;

/** ID is an identity: made once, in Go, as text, and kept for life. Those made by the platform are UUIDs of version 7 (RFC 9562, 5.7), so that they sort by time. */
export type ID = string;

/** RefusalKind says why something was refused, for programs. */
export type RefusalKind = "unknown" | "not-allowed" | "late" | "invalid" | "too-much" | "sign-in" | "outside" | "taken" | "lobby" | "anew" | "unsaved";

/** Author is a person as an event names them. */
export type Author = {
  readonly id: ID;
  readonly name: string;
};

/** Role says what a person is trusted with. */
export type Role = "guest" | "organiser" | "editor" | "administrator" | "service";

/** Meeting is one occurrence: a date of a series, an extra meeting, a webinar or an information meeting. Its ID and its Slug are for life and never follow its date, title or series. */
export type Meeting = {
  readonly id: ID;
  readonly slug: string; // the meeting in addresses
  readonly series?: ID; // empty for one announced on its own
  readonly date: string; // the day the rule gave, or the first day announced
  readonly convener?: ID; // the organisation whose it is
  readonly kind: Kind;
  readonly status: Status;
  readonly themes: readonly string[]; // slugs; may be more than one
  readonly title: Text;
  readonly note?: Text; // a line to those who come, such as "Gäst: längre möte"
  readonly start: Instant;
  readonly minutes: number;
  readonly zone: string; // IANA name of the zone the meeting is held in
  readonly ways: Ways;
  readonly cancelledBecause?: Text;
  readonly movedFrom?: Instant; // the start first announced; zero when it was not moved
  readonly movedBecause?: Text;
  readonly restricted?: boolean; // meant for a restricted audience; never a lock
  readonly touched?: boolean; // somebody has opened or edited it, so a changed rule leaves it alone
  readonly withdrawn?: boolean; // cancelled by a change of its series, not by somebody: it stands again when the series gives its date again
  readonly started?: Instant; // when its agenda was started, from the agenda
  readonly ended?: Instant; // when its agenda was ended, from the agenda
  readonly published?: Instant; // when its minutes were first published; zero while nobody can read them
  readonly notesLocked?: boolean; // only those who run the meeting write in the notes
  readonly sequence: number;
  readonly created: Instant;
  readonly changed: Instant;
};

/** Agenda is the ordered list of items of one meeting. */
export type Agenda = {
  readonly items: readonly Item[];
  readonly current?: ItemID; // the item under discussion; empty when there is none
  readonly started?: Instant;
  readonly ended?: Instant;
};

/** Queue is the speaker list of one meeting: who has the floor and who waits for it. There is one order, the same for everybody, and the server makes it: */
export type Queue = {
  readonly speaker?: Turn; // who has the floor
  readonly waiting?: readonly Turn[]; // in the order in which they get it
  readonly last?: Turn; // who had it before, and may be given it back
  readonly removed?: Removed; // who was taken off the list last
  readonly closed?: boolean;
  readonly spoken?: readonly Voice[]; // who has spoken in this meeting
  readonly heard?: readonly Heard[]; // how many spoke, once the meeting has ended
};

/** Caller is somebody who only rings in, as an organiser entered them: a participant like all others. The number they ring from is nowhere: there is no place for it. */
export type Caller = {
  readonly id: ID;
  readonly line: number; // "Telefon 3" is on line 3
  readonly name?: string; // empty until somebody has asked
  readonly organisation?: string;
  readonly sector?: string;
  readonly who?: ID; // the participant whose call this is, once that is known: the two are one
  readonly muted?: boolean; // their sound is off
  readonly help?: boolean; // they want help
  readonly away?: Instant; // since when their line is broken; 0 while they are on it
};

/** House is how a room is kept while people are in it: who has been removed, and what the others may do just now. Everybody in the room knows it, on every node, since it changes by events alone: */
export type House = {
  readonly locked?: boolean;
  readonly lobby?: boolean;
  readonly readOnly?: boolean;
  readonly slow?: number; // seconds between what one guest asks or writes; 0: no bound
  readonly barred?: readonly ID[]; // who has been removed; only identities, since everybody can read them
  readonly networks?: readonly ID[]; // those of them from whose network nobody new comes in
  readonly muted?: readonly ID[]; // who neither asks nor writes
  readonly hidden?: readonly ID[]; // whose names are not shown
  readonly duties?: readonly OnDuty[];
};

/** Signal is one short line about what somebody hears where they work: what the others may see of it. It belongs to the themes of its meeting. */
export type Signal = {
  readonly id: SignalID;
  readonly kind: SignalKind;
  readonly text: string;
  readonly voices: number; // how many have said so
  readonly item?: ItemID; // that was current when it was shared
  readonly name?: string;
  readonly organisation?: string;
  readonly caller?: ID; // who rings in; empty for all others
  readonly line?: number; // of a caller
  readonly sector?: string;
  readonly county?: string; // official code, or 00 for the whole country
  readonly nameless?: boolean;
  readonly first?: boolean; // of its sharer on the item; see sharedOn
  readonly state?: SignalState; // of a promise or a need
  readonly into?: ID; // the meeting whose agenda it is on
};

/** Question is something that somebody wants to know: what the others may see of it. */
export type Question = {
  readonly id: QuestionID;
  readonly text: string;
  readonly votes: number; // how many want to know, with whoever asked
  readonly name?: string;
  readonly organisation?: string;
  readonly caller?: ID; // who rings in; empty for all others
  readonly line?: number; // of a caller
  readonly nameless?: boolean;
  readonly answer?: string; // of an organiser, in writing
  readonly settled?: boolean; // it was answered in the meeting
};

/** Poll is a question that is put to everybody in the room, with a few answers to choose among: a snabbfråga. Nobody can see who answered what, neither organisers nor whoever reads the database or the log: */
export type Poll = {
  readonly id: PollID;
  readonly question: string;
  readonly choices: readonly string[];
  readonly state: PollState;
  readonly shown?: boolean; // the result is shown while the poll is open too
  readonly answers: number; // how many have answered
  readonly counts?: readonly number[]; // of each choice, as far as they are shown
};

/** Material is a link or a file that somebody shares in a meeting, on one item of its agenda or on all of it: what the others may see of it. */
export type Material = {
  readonly id: MaterialID;
  readonly title: string; // where nobody gave one, its address or the name of its file
  readonly href?: string; // where it leads: to a page, or to the file here
  readonly file?: File; // or the file that it is
  readonly kind?: string; // code of SupportKinds
  readonly item?: ItemID; // empty: the whole meeting
  readonly name?: string;
  readonly organisation?: string;
  readonly nameless?: boolean;
  readonly mended?: boolean; // its address was pasted broken, and was put together
  readonly entry?: ID; // of the support list
  readonly slug?: string; // of that entry, while it is published
  readonly state?: SupportState; // of that entry
  readonly returned?: Text; // why an editor returned it
};

/** Item is one thing to talk about. */
export type Item = {
  readonly id: ItemID;
  readonly title: string;
  readonly minutes?: number; // planned, extensions included; 0 when nobody has said
  readonly extended?: number; // how many of Minutes are extensions, which calendars do not show
  readonly presenter?: string;
  readonly round?: boolean; // everybody is asked for one line while it is current
  readonly state?: ItemState;
  readonly opened?: Instant; // since when it is current; zero when it is not
  readonly spent?: number; // milliseconds it was current before Opened
};

/** ItemID is the identity of an agenda item. It is made from the identity of the command that added the item, and is unique within its meeting. */
export type ItemID = string;

/** Text is a text in Swedish and, if somebody has written it, in English. */
export type Text = {
  readonly sv: string;
  readonly en?: string;
};

/** Ways are the ways in to a meeting's sound: a number to ring with its code, and a link. */
export type Ways = {
  readonly phone?: string;
  readonly code?: string;
  readonly link?: string;
};

/** Plan is all that is planned of a meeting: what its series gives it, and what organisers have decided about it since. */
export type Plan = {
  readonly kind: Kind;
  readonly status: Status;
  readonly themes: readonly string[];
  readonly title: Text;
  readonly note?: Text;
  readonly start: Instant;
  readonly minutes: number;
  readonly zone: string;
  readonly ways: Ways;
  readonly cancelledBecause?: Text;
  readonly movedFrom?: Instant;
  readonly movedBecause?: Text;
  readonly restricted?: boolean;
  readonly touched?: boolean;
  readonly withdrawn?: boolean;
};

/** Turn is one place in the speaker list, and then one time to speak. */
export type Turn = {
  readonly id: TurnID;
  readonly who?: ID; // the participant or the caller; empty for one who was added by name. It names, and opens nothing
  readonly name?: string;
  readonly organisation?: string;
  readonly sector?: string;
  readonly line?: number; // of a caller
  readonly note?: string;
  readonly asked: Instant;
  readonly since?: Instant; // since when it has the floor; zero while it waits
  readonly spent?: number; // milliseconds it had the floor before Since
};

/** TurnID is the identity of a turn. It is made from the identity of the command that asked for it, and is unique within its meeting. */
export type TurnID = string;

/** SignalID is the identity of a signal. It is made from the identity of the command that shared it, and is unique within its meeting. */
export type SignalID = string;

/** QuestionID is the identity of a question. It is made from the identity of the command that asked it, and is unique within its meeting. */
export type QuestionID = string;

/** MaterialID is the identity of material. It is made from the identity of the command that shared it, and is unique within its meeting. */
export type MaterialID = string;

/** ItemState is how far an item has come, beside being current. */
export type ItemState = "" | "done" | "parked" | "carried" | "dropped";

/** SignalState says what has become of a promise or a need. */
export type SignalState = "" | "kept" | "dropped" | "agenda";

/** Duty is what somebody in a room is asked to do while its meeting runs: a role, beside that of guest. It is given to a person of this meeting, by an organiser, and is taken back at any time. Several people may share one, and one may have several. Duties end with the meeting, but for that of its chairs, who say what becomes of what was not finished; and with the removal of whoever has them. */
export type Duty = "motesledare" | "sekreterare" | "telefonvard" | "moderator" | "skrivtolk";

/** PollID is the identity of a poll. It is made from the identity of the command that made it, and is unique within its meeting. */
export type PollID = string;

/** SignalKind says what a signal is about, as a code. */
export type SignalKind = "erfarenhet" | "utmaning" | "losning" | "behov" | "risk" | "gladjeamne" | "atagande";

/** SupportState says how far an entry has come. */
export type SupportState = "proposed" | "published" | "returned" | "withdrawn";

/** Person is somebody who is here: who they say they are, and what they are trusted with. A participant has no account; ID is that of their session. Whoever signs in has one, and acts for one organisation at a time. */
export type Person = {
  readonly id: ID;
  readonly name: string;
  readonly organisation?: string;
  readonly sector?: string;
  readonly role: Role;
};

/** Participant is a person as the others in the room see them. */
export type Participant = {
  readonly id: ID; // it names, and opens nothing
  readonly name: string;
  readonly organisation?: string;
  readonly sector?: string;
  readonly role: Role;
};

/** Kind says what sort of meeting it is. */
export type Kind = "meeting" | "extra" | "webinar" | "briefing";

/** Status says whether a meeting stands. */
export type Status = "draft" | "planned" | "cancelled";

/** Removed is a turn that was taken off the list: where it stood, and when it was. */
export type Removed = {
  readonly turn: Turn;
  readonly from: number;
  readonly at: Instant;
};

/** Voice is somebody who has spoken, and how often. */
export type Voice = {
  readonly who?: ID;
  readonly name?: string; // of one who was added by name
  readonly sector?: string;
  readonly turns: number;
};

/** Heard is how many of a sector have spoken, and how often together. */
export type Heard = {
  readonly sector?: string;
  readonly people: number;
  readonly turns: number;
};

/** OnDuty is one duty of one person. */
export type OnDuty = {
  readonly who: ID;
  readonly duty: Duty;
};

/** PollState says how far a poll has come. */
export type PollState = "prepared" | "open" | "closed";

/** File is a file that somebody shares, as it is told of: what it is called and which content it has. Its name is as package files gives it back, and says by its ending what it is. */
export type File = {
  readonly hash: string; // SHA-256 of its content
  readonly name: string;
  readonly size: number; // bytes
};

/** What happened in a room, told apart by kind. */
export type RoomEvent =
  | ItemAdded
  | ItemsPasted
  | ItemEdited
  | ItemMoved
  | ItemRemoved
  | AgendaStarted
  | ItemOpened
  | ItemExtended
  | ItemParked
  | ItemReturned
  | ItemCarried
  | AgendaEnded
  | MeetingCancelled
  | MeetingRestored
  | MeetingMoved
  | MeetingEdited
  | MeetingPlanned
  | NotesLocked
  | NotesUnlocked
  | FloorAsked
  | TurnAdded
  | TurnMoved
  | TurnRemoved
  | FloorGiven
  | TurnEnded
  | SpeakerSkipped
  | SpeakerRecalled
  | QueueClosed
  | QueueOpened
  | CallerAdded
  | CallerEdited
  | CallerSet
  | CallerTied
  | CallerRemoved
  | NoteSet
  | PersonRemoved
  | PersonReturned
  | HouseSet
  | PeopleAdmitted
  | PersonSet
  | PeopleForgotten
  | SignalAdded
  | SignalWithdrawn
  | SignalEdited
  | SignalCounted
  | SignalHidden
  | SignalRestored
  | SignalMerged
  | ItemSettled
  | SignalSettled
  | DutyGiven
  | DutyEnded
  | QuestionAsked
  | QuestionWithdrawn
  | QuestionCounted
  | QuestionAnswered
  | QuestionSettled
  | QuestionReopened
  | QuestionHidden
  | QuestionRestored
  | PollAdded
  | PollOpened
  | PollAnswered
  | PollClosed
  | PollRemoved
  | MaterialShared
  | MaterialWithdrawn
  | MaterialEdited
  | MaterialHidden
  | MaterialRestored
  | MaterialJudged;

/** What a person asks to have done, told apart by do. */
export type Command =
  | AddItem
  | PasteItems
  | EditItem
  | MoveItem
  | RemoveItem
  | StartAgenda
  | NextItem
  | OpenItem
  | ExtendItem
  | ParkItem
  | ReturnItem
  | CarryItem
  | EndAgenda
  | CancelMeeting
  | RestoreMeeting
  | MoveMeeting
  | EditMeeting
  | UndoPlan
  | LockNotes
  | UnlockNotes
  | AskFloor
  | WithdrawTurn
  | ReturnTurn
  | EndTurn
  | NextSpeaker
  | SkipTurn
  | RecallSpeaker
  | MoveTurn
  | AddTurn
  | RemoveTurn
  | CloseQueue
  | OpenQueue
  | AddCaller
  | EditCaller
  | SetCaller
  | TieCaller
  | RemoveCaller
  | SetNote
  | RemovePerson
  | ReturnPerson
  | SetHouse
  | AdmitPeople
  | SetPerson
  | AddSignal
  | WithdrawSignal
  | EditSignal
  | JoinSignal
  | LeaveSignal
  | HideSignal
  | RestoreSignal
  | MergeSignal
  | SettleItem
  | SettleSignal
  | GiveDuty
  | EndDuty
  | AskQuestion
  | WithdrawQuestion
  | JoinQuestion
  | LeaveQuestion
  | AnswerQuestion
  | SettleQuestion
  | ReopenQuestion
  | HideQuestion
  | RestoreQuestion
  | AnswerPoll
  | EnterAnswers
  | AddPoll
  | OpenPoll
  | ClosePoll
  | RemovePoll
  | ShareMaterial
  | WithdrawMaterial
  | EditMaterial
  | HideMaterial
  | RestoreMaterial
  | JudgeMaterial;

