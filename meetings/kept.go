package meetings

import (
	"cmp"
	"slices"
	"time"
)

// Terms are how long things are kept that an installation may set.
type Terms struct {
	Rooms    time.Duration // after a meeting: who said and did what in it, and how its notes came about
	Names    time.Duration // names in published minutes, and after a meeting those of its presenters
	Words    time.Duration // after a meeting: what was said in it, but for its published minutes
	Accounts time.Duration // of whoever does not sign in any longer, and what organisers did
}

// UsualTerms are the terms where nothing is set.
func UsualTerms() Terms {
	return Terms{Rooms: 90 * day, Names: 365 * day, Words: 730 * day, Accounts: 730 * day}
}

// Stage returns how long after a meeting its room reaches a stage. No stage comes before the one before it.
func (t Terms) Stage(s RoomStage) time.Duration {
	switch s {
	case RoomNameless:
		return t.Rooms
	case RoomUnpresented:
		return max(t.Rooms, t.Names)
	}
	return max(t.Rooms, t.Names, t.Words)
}

const day = 24 * time.Hour

// The terms that nobody sets: they are as short as what they are for allows.
const (
	NetworksKept = 12 * time.Hour // where somebody came from
	DayKept      = day            // what is needed while something is under way
	TracesKept   = 2 * day        // what is needed around a meeting
	WordsKept    = 3 * day        // what letters say that the mail server has not taken on: longer than any is tried
	LettersKept  = 30 * day       // what was told, and the identities of commands
	InvitesKept  = 30 * day       // invitations that nobody accepted, after they were good for nothing
	BackupsKept  = 35 * day       // for whoever looks after the server
)

// KeptKind is a kind of what is kept, as a code: what was removed is counted by it.
type KeptKind string

// The kinds of what is kept of people, or may say something of them.
const (
	KeptSessions   KeptKind = "sessions"
	KeptEntrants   KeptKind = "entrants"
	KeptNetworks   KeptKind = "networks"
	KeptCommands   KeptKind = "commands"
	KeptCaptions   KeptKind = "captions"
	KeptCalls      KeptKind = "calls"
	KeptCodes      KeptKind = "codes"
	KeptCallEvents KeptKind = "callEvents"
	KeptDutyLinks  KeptKind = "dutyLinks"
	KeptIdeas      KeptKind = "ideas"
	KeptUploads    KeptKind = "uploads"
	KeptOrders     KeptKind = "orders"
	KeptRooms      KeptKind = "rooms"
	KeptHistory    KeptKind = "history"
	KeptPresenters KeptKind = "presenters"
	KeptProposals  KeptKind = "proposals"
	KeptReports    KeptKind = "reports"
	KeptMinutes    KeptKind = "minutes"
	KeptAgendas    KeptKind = "agendas"
	KeptWords      KeptKind = "words"
	KeptAsked      KeptKind = "asked"
	KeptPaused     KeptKind = "paused"
	KeptFollowers  KeptKind = "followers"
	KeptWaiting    KeptKind = "waiting"
	KeptLetters    KeptKind = "letters"
	KeptLinks      KeptKind = "links"
	KeptInvites    KeptKind = "invites"
	KeptAccounts   KeptKind = "accounts"
	KeptDeeds      KeptKind = "deeds"
	KeptLogs       KeptKind = "logs"
	KeptBackups    KeptKind = "backups"

	// KeptErased is counted when somebody has asked to be forgotten; no time leads to it.
	KeptErased KeptKind = "erased"
)

// KeptThen says what is done when the time is up.
type KeptThen string

// What is done when the time is up.
const (
	ThenRemoved  KeptThen = "removed"
	ThenNameless KeptThen = "nameless" // who it was is taken out, and the rest stays
	ThenCounted  KeptThen = "counted"  // how much there was stays, for the statistics
)

// Keeping is how one kind of data is kept: how long, counted from what, and what then.
type Keeping struct {
	Kind  KeptKind
	Group KeptGroup
	What  Text
	Time  time.Duration // 0: as Until says
	Until Text          // what the time is counted from; without a time, what it lasts until
	Then  KeptThen
}

// KeptGroup is a part of the table of what is kept.
type KeptGroup string

// The groups, in the order they are shown.
const (
	KeptDuring KeptGroup = "during"
	KeptAfter  KeptGroup = "after"
	KeptSent   KeptGroup = "sent"
	KeptSigned KeptGroup = "signed"
)

// KeptGroups are the groups by name, in the order they are shown.
func KeptGroups() []Named {
	return []Named{
		{string(KeptDuring), Text{"Medan ett möte pågår", "While a meeting is held"}},
		{string(KeptAfter), Text{"Efter ett möte", "After a meeting"}},
		{string(KeptSent), Text{"Brev, förslag och rapporter", "Letters, proposals and reports"}},
		{string(KeptSigned), Text{"Organisatörer och driften", "Organisers and the server"}},
	}
}

// WhatIsKept is the table of what is kept of people and for how long. Whoever removes it asks
// here, and the page that tells people of it is made from it.
func WhatIsKept(t Terms) []Keeping {
	return slices.Concat(keptDuring(), keptAfter(t), keptSent(t), keptSigned(t))
}

// TimeOf returns how long a kind is kept; 0 when no time is set for it.
func (t Terms) TimeOf(kind KeptKind) time.Duration {
	for _, k := range WhatIsKept(t) {
		if k.Kind == kind {
			return k.Time
		}
	}
	return 0
}

func keptDuring() []Keeping {
	afterCame := Text{"efter att du kom till rummet", "after you came to the room"}
	atLatest := Text{"efter att det gjordes, och senast när mötet avslutas", "after it was made, and when the meeting ends at the latest"}
	return []Keeping{
		{KeptSessions, KeptDuring, Text{"Vem du säger att du är i den här webbläsaren: namn, organisation och sektor", "Who you say you are in this browser: name, organisation and sector"},
			day, Text{"efter att du skrev det", "after you wrote it"}, ThenRemoved},
		{KeptEntrants, KeptDuring, Text{"Vilka som har varit i ett mötesrum", "Who has been in a meeting room"}, TracesKept, afterCame, ThenCounted},
		{KeptNetworks, KeptDuring, Text{"Ett oläsligt märke för nätet du kom från, så att ett rum kan skyddas mot störning", "An unreadable mark of the network you came from, so that a room can be protected from disturbance"}, NetworksKept, afterCame, ThenRemoved},
		{KeptCaptions, KeptDuring, Text{"Skrivtolkning av det som sägs", "Captions of what is said"}, day, atLatest, ThenRemoved},
		{KeptCodes, KeptDuring, Text{"Personliga koder för den som ringer in", "Personal codes of those who ring in"}, TracesKept, atLatest, ThenRemoved},
		{KeptCalls, KeptDuring, Text{"Att ett samtal pågår eller har brutits. Telefonnumret sparas aldrig", "That a call is going on or was cut off. The telephone number is never kept"}, TracesKept, Text{"efter samtalet", "after the call"}, ThenRemoved},
		{KeptCallEvents, KeptDuring, Text{"Vad telefonväxeln har meddelat, så att inget räknas två gånger", "What the telephone exchange has told, so that nothing counts twice"}, day, Text{"efter meddelandet", "after the message"}, ThenRemoved},
		{KeptDutyLinks, KeptDuring, Text{"Vem som tog en länk till en roll i mötet", "Who took a link for a role in the meeting"}, TracesKept, atLatest, ThenRemoved},
		{KeptIdeas, KeptDuring, Text{"Förslag till dagordningen, och vem som kom med dem", "Proposals for the agenda, and who made them"}, TracesKept, Text{"efter mötet, och senast när det avslutas", "after the meeting, and when it ends at the latest"}, ThenRemoved},
		{KeptUploads, KeptDuring, Text{"Filer som inte blev klara eller inte delades", "Files that did not get finished or were not shared"}, day, Text{"efter uppladdningen", "after the upload"}, ThenRemoved},
		{KeptCommands, KeptDuring, Text{"Slumpnummer för det du gjort, så att inget görs två gånger", "Random numbers of what you have done, so that nothing is done twice"}, LettersKept, Text{"efter att det gjordes", "after it was done"}, ThenRemoved},
	}
}

func keptAfter(t Terms) []Keeping {
	after := Text{"efter mötet", "after the meeting"}
	return []Keeping{
		{KeptRooms, KeptAfter, Text{"Vem som sade, frågade, delade och gjorde vad i rummet, och det som doldes", "Who said, asked, shared and did what in the room, and what was hidden"}, t.Stage(RoomNameless), after, ThenNameless},
		{KeptHistory, KeptAfter, Text{"Hur anteckningarna såg ut förut, vem som skrev dem, och rader som kom för sent", "How the notes were before, who wrote them, and lines that came too late"}, t.Stage(RoomNameless), after, ThenRemoved},
		{KeptPresenters, KeptAfter, Text{"Inledares länkar", "Presenters' links"}, t.Stage(RoomNameless), after, ThenRemoved},
		{KeptAgendas, KeptAfter, Text{"Inledares namn på dagordningen", "Presenters' names on the agenda"}, t.Stage(RoomUnpresented), after, ThenRemoved},
		{KeptMinutes, KeptAfter, Text{"Namn i minnesanteckningar som är publicerade med namn", "Names in minutes that were published with names"}, t.Names, Text{"efter publiceringen", "after they were published"}, ThenNameless},
		{KeptWords, KeptAfter, Text{"Signaler, frågor, omröstningar, delat material och rummets anteckningar, utan namn", "Signals, questions, polls, shared material and the notes of the room, without names"}, t.Stage(RoomCounted), after, ThenCounted},
	}
}

func keptSent(t Terms) []Keeping {
	return []Keeping{
		{KeptProposals, KeptSent, Text{"Förslag till stödlistan som inte har publicerats", "Proposals for the support list that were not published"}, t.Rooms, Text{"efter förslaget", "after they were made"}, ThenRemoved},
		{KeptReports, KeptSent, Text{"Rapporter om fel i stödlistan", "Reports of what is wrong on the support list"}, t.Rooms, Text{"efter rapporten, och tidigare när felet är rättat", "after the report, and earlier when it is put right"}, ThenRemoved},
		{KeptAsked, KeptSent, Text{"En e-postadress som ingen har svarat ja från", "An e-mail address that nobody has said yes from"}, day, Text{"efter frågan", "after it was asked"}, ThenRemoved},
		{KeptPaused, KeptSent, Text{"En e-postadress som brev studsar från", "An e-mail address that letters come back from"}, t.Rooms, Text{"efter att breven stoppades", "after letters were stopped"}, ThenRemoved},
		{KeptFollowers, KeptSent, Text{"En e-postadress som följer ett tema", "An e-mail address that follows a theme"}, 0, Text{"Tills du slutar följa. Då tas den bort genast", "Until you stop following. Then it is removed at once"}, ThenRemoved},
		{KeptOrders, KeptSent, Text{"Vart den som ringde in vill ha sammanfattningen: e-postadress, postadress eller nummer. Bara organisatörer ser det", "Where whoever rang in wants the summary sent: e-mail address, postal address or number. Only organisers see it"},
			LettersKept, Text{"efter mötet, och tidigare när den är skickad", "after the meeting, and earlier when it is sent"}, ThenRemoved},
		{KeptWaiting, KeptSent, Text{"Brev som inte har kunnat skickas än. När e-postservern har tagit emot ett brev tas texten bort genast", "Letters that could not be sent yet. Once the mail server has a letter its text is removed at once"}, WordsKept, Text{"efter att brevet skrevs, högst", "after the letter was written, at the most"}, ThenRemoved},
		{KeptLetters, KeptSent, Text{"Att ett brev har skickats, när, och om det kom fram. Inte vad det sade", "That a letter was sent, when, and whether it arrived. Not what it said"}, LettersKept, Text{"efter utskicket", "after it was sent"}, ThenRemoved},
	}
}

func keptSigned(t Terms) []Keeping {
	return []Keeping{
		{KeptLinks, KeptSigned, Text{"Engångslänkar och inbjudningar", "One-time links and invitations"}, 0, Text{"Tills de är använda eller har gått ut, högst sju dygn", "Until they are used or no longer good, seven days at the most"}, ThenRemoved},
		{KeptInvites, KeptSigned, Text{"Inbjudningar som ingen tackade ja till: till vilken adress, av vem och när", "Invitations that nobody accepted: to which address, by whom and when"}, InvitesKept, Text{"efter att de gick ut eller någon tackade nej", "after they expired or were declined"}, ThenRemoved},
		{KeptAccounts, KeptSigned, Text{"Konton: namn, e-postadress och vad kontot får göra", "Accounts: name, e-mail address and what the account may do"}, t.Accounts, Text{"efter senaste inloggningen", "after they were last used"}, ThenRemoved},
		{KeptDeeds, KeptSigned, Text{"Loggen över vad organisatörer har gjort. När ett konto tas bort står det en tidigare organisatör i stället för namnet", "The log of what organisers have done. When an account is erased, it says a former organiser in place of the name"}, t.Accounts, Text{"efter att det gjordes", "after it was done"}, ThenRemoved},
		{KeptLogs, KeptSigned, Text{"Serverns egen logg. Den har inga namn, adresser eller ord ur möten", "The server's own log. It has no names, no addresses and no words from meetings"}, 0, Text{"Så länge den som sköter servern ställt in", "As long as whoever looks after the server has set"}, ThenRemoved},
		{KeptBackups, KeptSigned, Text{"Säkerhetskopior", "Backups"}, BackupsKept, Text{"efter att de togs, högst", "after they were made, at the most"}, ThenRemoved},
	}
}

// RoomStage says how much has been let go of a room since its meeting.
type RoomStage int

// The stages of a room.
const (
	RoomWhole       RoomStage = 0
	RoomNameless    RoomStage = 1 // nobody can read who said and did what
	RoomUnpresented RoomStage = 2 // its agenda does not say who presented
	RoomCounted     RoomStage = 3 // what was said is counted, and gone
)

// At returns the room as it is kept from a stage on:
//
//   - nameless: nobody's name stands in it, what is hidden is gone, and of the speaker list
//     only how many of each sector spoke. Organisations and sectors stay;
//   - unpresented: its agenda does not say who presented;
//   - counted: nothing of what was said, asked and shared is left, nor the polls.
func (r Room) At(s RoomStage) Room {
	if s >= RoomNameless {
		r = r.nameless()
	}
	if s >= RoomUnpresented {
		r.Agenda.Items = slices.Clone(r.Agenda.Items)
		for i := range r.Agenda.Items {
			r.Agenda.Items[i].Presenter = ""
		}
	}
	if s >= RoomCounted {
		r.Signals, r.Questions, r.Polls, r.Material = nil, nil, nil, nil
		r.Backstage, r.Askers, r.Sharers = nil, nil, nil
	}
	return r
}

func (r Room) nameless() Room {
	r.Queue = Queue{Closed: r.Queue.Closed, Heard: r.Queue.Heard}
	r.Callers, r.Ballots = nil, nil
	r.House = House{}
	r.Signals, r.Questions, r.Material = slices.Clone(r.Signals), slices.Clone(r.Questions), slices.Clone(r.Material)
	for i := range r.Signals {
		r.Signals[i].Name, r.Signals[i].Caller = "", ""
	}
	for i := range r.Questions {
		r.Questions[i].Name, r.Questions[i].Caller = "", ""
	}
	for i := range r.Material {
		r.Material[i].Name = ""
	}
	var behind Backstage
	for _, one := range r.Backstage {
		if one.Hidden == nil {
			behind = append(behind, Behind{ID: one.ID, At: one.At})
		}
	}
	var askers []Asker
	for _, one := range r.Askers {
		if one.Hidden == nil {
			askers = append(askers, Asker{ID: one.ID, At: one.At})
		}
	}
	var sharers []Sharer
	for _, one := range r.Sharers {
		if one.Hidden == nil {
			sharers = append(sharers, Sharer{ID: one.ID, At: one.At})
		}
	}
	r.Backstage, r.Askers, r.Sharers = behind, askers, sharers
	return r
}

// Tally counts what was said in a room, by kind, for the statistics: signals of each kind
// and county, what became of promises, questions and those with an answer, polls and their
// answers, material and what of it is on the support list, and who spoke of each sector and
// how often.
func (r Room) Tally() map[string]int {
	n := map[string]int{}
	for _, s := range r.Signals {
		n["signal:"+string(s.Kind)]++
		n["voices"] += s.Voices
		if s.County != "" {
			n["county:"+s.County]++
		}
		if s.Kind == Promise && s.State != Undecided {
			n["promise:"+string(s.State)]++
		}
	}
	for _, q := range r.Questions {
		n["question"]++
		if q.Answered() {
			n["answered"]++
		}
	}
	for _, p := range r.Polls {
		n["poll"]++
		n["answers"] += p.Answers
	}
	n["material"] += len(r.Material)
	for _, m := range r.Material {
		if m.State == SupportPublished {
			n["listed"]++
		}
	}
	for _, h := range r.Queue.Heard {
		sector := cmp.Or(h.Sector, "annat")
		n["speakers:"+sector] += h.People
		n["turns:"+sector] += h.Turns
	}
	for kind, count := range n {
		if count == 0 {
			delete(n, kind)
		}
	}
	return n
}
