// Package wire is the language of the live room: the messages between a browser
// and the server, as Go types. It is written so that another client can be made
// from this page alone; client/src/wire.ts is generated from it.
//
// # Getting in
//
// A participant first gets a session by saying who they are:
//
//	POST /moten/{meeting}/delta     (application/x-www-form-urlencoded)
//	name=Åsa+Öberg&organisation=Granviks+kommun&sector=kommun
//
// The answer is 303 with a session cookie. With the cookie, a ticket is asked for,
// good for one connection within 30 seconds:
//
//	POST /moten/{meeting}/rum/biljett
//	{"ticket": "…"}
//
// The socket is then opened at /moten/{meeting}/rum/socket with the same cookie, an
// Origin header that is the installation's own address, and the subprotocols
// "ringain.v1" and "ticket." followed by the ticket. The server answers with
// "ringain.v1". Whoever follows without having said who they are opens it the same
// way with a ticket asked for without a session, and may only listen.
//
// # Text frames, upward
//
// The first frame says what the client already has; every member may be left out.
// notes is the version of the notes' schema that the client knows ([NotesSchema]):
// without it, or with an older one, the client may read the notes and not write them.
//
//	{"hello": {"epoch": "…", "seq": 41, "notes": 1}}
//
// Every later one is a command. id is the command's own identity, 128 random bits as
// text: repeating a command, on any node, has no further effect and gives the first answer.
//
//	{"id": "…", "do": "agenda.move", "item": "…", "to": 1}
//
// The commands and their members are those of package meetings (command.go).
//
// # Text frames, downward
//
//	{"snapshot": {"epoch": "…", "seq": 41, "room": {…}}}          replaces all the client has
//	[{"seq": 42, "at": …, "by": {…}, "ev": {"kind": …, …}}, …]    events, in order, without holes
//	{"here": {"epoch": "…", "seq": 42, "now": …, "you": {…}}}     you now have everything up to seq
//	{"re": "…", "seq": 42}                                        the command was kept as event 42
//	{"re": "…", "refused": "late", "say": "…"}                    it was not; the sentence is for people
//	{"presence": {"count": 23, "sectors": {…}, "people": […]}}    who is here, at most once a second
//	{"now": …}                                                    the server's clock, at least every 20 seconds
//	{"bye": {"after": 2500}}                                      the node is stopping; come back after as many ms
//	{"notes": {"kept": 17}}                                       of what you wrote in the notes, so much is on disk
//
// After hello comes either a snapshot or the events that were missed, then here.
// Every moment is milliseconds since 1970 UTC. A client that finds a hole in seq, or
// another epoch, closes and says hello again with what it has.
//
// # Binary frames: the shared notes
//
// A meeting has one Yjs document (yjs 13, updates in the format V1). It holds an
// XmlFragment named "meeting" and one for each agenda item, named "item:" and the
// identity of the item; what may be in them is the schema of package notes. Each
// binary frame is one message of y-protocols (sync.go has them byte by byte):
//
//	0 0 state vector    sync, step 1: this is what I have
//	0 1 update          sync, step 2: this is what you lack
//	0 2 update          sync, update: this has been added
//	1 states            awareness
//	3                   all awareness, please
//
// The notes are opened by a step 1; whoever sends none hears nothing of them. The
// answer is a step 2 with all that is kept and was lacking, then the server's own
// step 1, which the client answers with a step 2, and then the awareness of all. An
// update is handed on when it is on disk, in the order in which updates were kept, and
// not to the connection that wrote it. Under load several updates may come as one.
//
// The steps 2 and updates that one connection sends are counted from 1. As soon as
// the first n of them are on disk, or held nothing new, the server says so:
//
//	{"notes": {"kept": n}}
//	{"notes": {"kept": n, "refused": "late", "say": "…"}}
//
// With refused, number n is not in the document and will not be; what came before it
// is settled. The client keeps the text, says the sentence, and goes on with a new
// document that it fetches by a step 1: what it writes after n with the same client
// identity would wait for n for ever. The kinds are those of [meetings.RefusalKind];
// late means that the meeting has ended, and that the lines wait for an organiser; taken
// means that somebody else has used the client identity, so that the client sends the same
// text anew under the one of its new document.
// With unsaved, nothing could be kept just now: everything after the last number that
// was settled, up to and with n, is not in the document yet. The client does nothing:
// when it can be kept, the server sends a step 1, which brings it again.
//
//	{"notes": {"kept": n, "reset": true}}
//
// means that the document was made anew, since somebody's lines were erased: the
// client throws its document away, on the device too, and fetches it by a step 1.
//
//	{"notes": {"kept": n, "led": true}}
//
// means that by the updates just sent an organiser has led the notes back to how they
// were, or taken away what somebody wrote: the client forgets what its person could take
// back, so that nobody brings back by that what has just been taken away.
//
// Awareness goes upward with the client's own state alone, a JSON object of at most
// [MaxAwareness] bytes with its place in the text, {"cursor": {…}}, or null. Downward
// the server has added who it is, {"user": {"name": "Cy", "colour": 3, "role": "guest"}},
// colour from 0 to 7. It comes at most five times a second, the newest of each, one's
// own among them. A client that comes back by the clock it had is given the next one. A
// state that nobody repeats for 30 seconds is forgotten by those who hear it.
//
// An update larger than 256 KiB is refused as too-much, and a frame larger than 16 MiB
// closes the connection. Whoever writes faster than can be kept is read more slowly,
// and whoever sends faster than people type, some thirty a second, is taken in in beats.
// Any stock Yjs client can take part too: at /moten/{meeting}/rum/anteckningar
// a socket speaks binary frames alone (subprotocol "y", or none), by the cookie of its
// session; without one it may only read. Origin must be ours where there is one. What is
// refused there is answered with the message 2 0 and the sentence.
//
// # Closing
//
// 4000 come back (the queue was full, or the node is stopping); 4001 a frame could not
// be understood; 4002 too much or too often; 4003 the session has ended: get a new one; 4004
// you have been removed from the meeting: do not come back. A ticket is then refused too,
// as it is for whoever is new while the room is locked: 403 and a reply with refused and say.
// 1002 and 1009 are those of RFC 6455, 7.4.1: it was no frame, or a text larger than
// 256 KiB.
// Every 20 seconds there is a ping; whoever answers none for a minute is given up.
//
// # Without a socket
//
// Where sockets are blocked, the same is said over plain requests:
//
//	GET  /moten/{meeting}/rum/handelser?epoch=…&after=41    a JSON list of the frames that hello would have brought
//	POST /moten/{meeting}/rum/kommando                      one command as above; answered with its reply
//
// One sample of every frame is in testdata.
package wire

import (
	"encoding/json"

	"ringain/meetings"
)

//go:generate go run ./gen

// Protocol is the subprotocol of the socket.
const Protocol = "ringain.v1"

// TicketPrefix begins the subprotocol that carries the ticket.
const TicketPrefix = "ticket."

// The codes with which the server closes a socket.
const (
	CloseComeBack  = 4000
	CloseMalformed = 4001
	CloseTooMuch   = 4002
	CloseSignedOut = 4003
	CloseRemoved   = 4004
)

// Position is a place in the log of a meeting. A restored installation begins a new epoch.
type Position struct {
	Epoch string `json:"epoch,omitempty"`
	Seq   int64  `json:"seq,omitempty"`
}

// Hello is the first frame of a connection: what the client already has.
type Hello struct {
	Position
	Notes int `json:"notes,omitempty"` // the version of the notes' schema that the client knows; 0: it writes none
}

// NotesSchema is the version of the schema of the notes that the server writes and takes.
const NotesSchema = 1

// Event is one entry of the log on its way to everybody. At is in milliseconds.
type Event struct {
	Seq int64            `json:"seq"`
	At  meetings.Instant `json:"at"`
	By  meetings.Author  `json:"by"`
	Ev  json.RawMessage  `json:"ev"` // meetings.EncodeEvent
}

// Snapshot is a whole room at a position.
type Snapshot struct {
	Epoch string        `json:"epoch"`
	Seq   int64         `json:"seq"`
	Room  meetings.Room `json:"room"`
}

// Here ends the catching up: the client now has everything up to Seq.
type Here struct {
	Epoch string           `json:"epoch"`
	Seq   int64            `json:"seq"`
	Now   meetings.Instant `json:"now"` // the server's clock
	You   meetings.Person  `json:"you"` // who the server takes the client for; ID is empty when only following
}

// Presence says who is in the room. People lists the first [MaxPeople] who gave a name.
type Presence struct {
	Count   int            `json:"count"`   // connections, those who only follow included
	Sectors map[string]int `json:"sectors"` // people by sector code
	People  []Participant  `json:"people"`
}

// MaxPeople bounds the list of Presence.
const MaxPeople = 100

// Participant is a person as the others in the room see them.
type Participant struct {
	ID           meetings.ID   `json:"id"` // it names, and opens nothing
	Name         string        `json:"name"`
	Organisation string        `json:"organisation,omitempty"`
	Sector       string        `json:"sector,omitempty"`
	Role         meetings.Role `json:"role"`
}

// Bye tells that the node is stopping.
type Bye struct {
	After int64 `json:"after"` // milliseconds to wait before coming back
}

// Notes tells a connection what became of the steps 2 and updates that it sent.
type Notes struct {
	Kept    int64                `json:"kept"`              // so many of them are settled: on disk, or refused
	Refused meetings.RefusalKind `json:"refused,omitempty"` // number Kept was refused for that
	Say     string               `json:"say,omitempty"`     // the sentence for people, with Refused
	Reset   bool                 `json:"reset,omitempty"`   // the document was made anew: throw yours away
	Led     bool                 `json:"led,omitempty"`     // an organiser has led the notes back: forget what could be taken back
}

// Writer is who an awareness state belongs to, as the server says it under "user".
type Writer struct {
	Name   string        `json:"name"`
	Colour int           `json:"colour"` // from 0 to 7
	Role   meetings.Role `json:"role"`
}

// Reply answers one command: Seq when it was kept, Refused and Say when not.
type Reply struct {
	Re      meetings.ID          `json:"re"`
	Seq     int64                `json:"seq,omitempty"`
	Refused meetings.RefusalKind `json:"refused,omitempty"`
	Say     string               `json:"say,omitempty"`
	Field   string               `json:"field,omitempty"`
}

// Down is any downward frame but events, which come as a JSON array of [Event].
type Down struct {
	Snapshot *Snapshot `json:"snapshot,omitempty"`
	Here     *Here     `json:"here,omitempty"`
	Presence *Presence `json:"presence,omitempty"`
	Bye      *Bye      `json:"bye,omitempty"`
	Notes    *Notes    `json:"notes,omitempty"`

	// Now is the server's clock. It is told at least every 20 seconds, so that a line
	// which has been silent for longer is known to be broken: browsers do not show
	// their scripts the pings of RFC 6455.
	Now meetings.Instant `json:"now,omitempty"`
	*Reply
}
