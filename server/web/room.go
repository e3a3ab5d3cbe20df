package web

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ringain/client"
	"ringain/meetings"
	"ringain/server/wire"
)

// roomData is what client/src/room.tsx takes the page over with.
type roomData struct {
	Base      string            `json:"base"` // the address of the room
	Lang      meetings.Lang     `json:"lang"`
	Snapshot  wire.Snapshot     `json:"snapshot"`
	Here      wire.Here         `json:"here"`
	Presence  wire.Presence     `json:"presence"`
	Words     map[string]string `json:"words"` // those that come with the page
	Parts     map[string]part   `json:"parts"`
	CanRun    bool              `json:"canRun"`
	Sensitive bool              `json:"sensitive,omitempty"` // one of its themes is a hard subject
	Next      string            `json:"next"`                // when the next meeting is, for those who run this one; empty when that is not fixed
	Since     int               `json:"since"`               // how much waits for a decision since earlier meetings, for organisers
	Name      string            `json:"name"`                // empty for one who only follows
	Mine      mine              `json:"mine"`

	Own   []meetings.SignalID `json:"own,omitempty"`  // the signals that the person has shared
	Same  []meetings.SignalID `json:"same,omitempty"` // those that they say the same as
	Files sendable            `json:"files"`          // that may be sent
	Code  *string             `json:"code,omitempty"` // the personal code; empty while there is none, nil when there cannot be
}

// sendable says which files may be sent, for whoever chooses one.
type sendable struct {
	Accept string `json:"accept"` // endings of names, as HTML has them
	Hint   string `json:"hint"`
}

// part is what a part of the room brings when it is fetched, beside its script.
type part struct {
	Words string `json:"words"`           // the address of its words
	Style string `json:"style,omitempty"` // and of a stylesheet that the page does not have
}

// roomView is what the page of a room shows.
type roomView struct {
	meetings.Room
	Data    roomData
	Words   map[string]string // all of them
	Notes   notesView
	Removed []option   // who has been removed, for those who run the meeting
	Waiting []option   // who waits to be let in, for them too
	OnDuty  []option   // who has which role, for organisers
	Form    form       // what was typed in a form that was refused
	Fill    string     // the form it was typed in: the name of its command
	Found   *foundLink // what is there already of what somebody is about to share
	Sent    sent       // the file that they are about to share
	Most    int64      // bytes that a file may have
	Once    string     // begins the identity of every command on the page
}

// room is the page of a meeting while people are in it. It is complete for reading
// without scripts and without having joined.
func (w *Web) room(p *page, r *http.Request) (body, error) { return w.roomWith(p, r, form{}) }

func (w *Web) roomWith(p *page, r *http.Request, f form) (body, error) {
	return w.roomFound(p, r, f, nil)
}

// roomFound is the page with what is there already of what somebody is about to share.
func (w *Web) roomFound(p *page, r *http.Request, f form, found *foundLink) (body, error) {
	room, seq, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	m, epoch := room.Meeting, w.store.About().Epoch
	if err := w.mayCome(r, m); err != nil {
		return w.atTheDoor(p, r, room, err)
	}
	p.Title = p.In(m.Title) + ", " + p.Say("rummet", "the room")
	p.Section, p.Path, p.Class, p.Script = "/moten", meetingPath(m)+"/rum", "room-page", "room.tsx"
	p.Private = true
	v := roomView{Room: room, Notes: w.notesOf(p, r, room), Form: f, Fill: f.Value("do"), Once: rand.Text(), Found: found, Sent: w.sent(r, f), Most: w.fileSize}
	v.Words = client.Words(string(p.Lang))
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	v.Data = roomData{
		Base: p.Href(p.Path), Lang: p.Lang,
		Snapshot: wire.Snapshot{Epoch: epoch, Seq: seq, Room: room},
		Here:     wire.Here{Epoch: epoch, Seq: seq, Now: p.Now, You: p.Person},
		Presence: w.presence(m.ID), Words: client.PartWords(client.Page, string(p.Lang)), Parts: w.parts(p),
		Name: p.Person.Name, Mine: mineOf(p, room), Files: sendable{endings(), p.sayFiles(w.fileSize)},
	}
	v.Data.CanRun = v.May(meetings.NextItem{})
	if v.May(meetings.ReturnPerson{}) {
		v.Removed, v.Waiting = w.removed(r, room), w.whoWaits(r, room)
	}
	if meetings.MayRun(v.Data.Here.You) {
		v.OnDuty = w.onDuty(r, v)
	}
	v.Data.Sensitive = meetingView{Themes: themesOf(m, themes)}.Sensitive()
	v.Data.Own, v.Data.Same = room.Backstage.Of(p.Person.ID)
	if _, rings := room.CallerOf(p.Person.ID); p.Known && v.Talks() && m.Ways.Phone != "" && !rings {
		code, err := w.store.CodeOf(r.Context(), m.ID, p.Person.ID)
		if err != nil {
			return nil, err
		}
		v.Data.Code = &code
	}
	if v.Data.CanRun {
		if err := w.coming(p, r, &v); err != nil {
			return nil, err
		}
	}
	return roomPage(p, v), nil
}

// wordsFor is a room with what it says, for a page beside it.
func (w *Web) wordsFor(p *page, room meetings.Room) roomView {
	return roomView{Room: room, Words: client.Words(string(p.Lang)), Data: roomData{Here: wire.Here{You: p.Person}}}
}

// parts are the parts of the room that are fetched when they are wanted.
func (w *Web) parts(p *page) map[string]part {
	all := map[string]part{}
	for _, name := range client.Parts() {
		if name != client.Page {
			all[name] = part{Words: w.files.Path(name + "." + string(p.Lang) + ".json")}
		}
	}
	all["captions"] = part{all["captions"].Words, w.files.Path(captionStyle)}
	if !slices.Contains(p.styles(), toolStyle) { // somebody may be given the tools while they are in the room
		all["tools"] = part{all["tools"].Words, w.files.Path(toolStyle)}
	}
	all["keys"] = part{all["keys"].Words, w.files.Path("keys.css")}
	return all
}

// Say returns the words that the script also has, with their places filled in:
// pairs of a name and what to write for it.
func (v roomView) Say(name string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(v.Words[name])
}

// Count returns the words for a number of things.
func (v roomView) Count(name string, n int) string {
	form := "Other"
	if n == 1 {
		form = "One"
	}
	return v.Say(name+form, "n", strconv.Itoa(n))
}

// May reports whether whoever asks may give a command as those do who run the meeting.
func (v roomView) May(c meetings.Command) bool { return meetings.MayRun(v.As(v.Data.Here.You, c)) }

// Writes reports whether whoever asks may still write the items of the agenda.
func (v roomView) Writes() bool { return v.May(meetings.AddItem{}) && v.Agenda.Ended == 0 }

// Runs reports whether whoever asks may still change the agenda.
func (v roomView) Runs() bool { return v.Data.CanRun && v.Agenda.Ended == 0 }

// Before says when the meeting will begin, for the card that waits for it.
func (v roomView) Before(p *page) string {
	left := (int64(v.Meeting.Start-p.Now) + 59_999) / 60_000
	switch {
	case v.Meeting.Status == meetings.Cancelled:
		return ""
	case left <= 0:
		return v.Say("startsNow")
	}
	return capital(p.Say("Börjar ", "Begins ") + p.sayUntil(v.Meeting) + ".")
}

// Sectors says how many of each sector are here: "kommun 8 · region 3".
func (v roomView) Sectors() string {
	ringing := map[string]int{}
	for _, c := range v.ringing() {
		ringing[c.Sector]++
	}
	var said []string
	for _, s := range meetings.Sectors() {
		if n := v.Data.Presence.Sectors[s.Code] + ringing[s.Code]; n > 0 {
			said = append(said, v.Say(s.Code)+" "+strconv.Itoa(n))
		}
	}
	return strings.Join(said, " · ")
}

// Here is how many are here: the person who asks is, even before the others have been told.
func (v roomView) Here(p *page) int {
	if p.Known {
		return max(v.Data.Presence.Count, 1) + len(v.ringing())
	}
	return v.Data.Presence.Count + len(v.ringing())
}

// About says of a participant what others may want to know.
func (v roomView) About(x wire.Participant) string {
	said := x.Organisation
	if x.Role == meetings.Organiser {
		said = strings.TrimPrefix(said+" · "+v.Say("organiser"), " · ")
	}
	return strings.TrimPrefix(strings.Join(append([]string{said}, v.sayDuties(x)...), " · "), " · ")
}

// Spent is how much of an item's time is used, from 0 to 1.
func spent(i meetings.Item, now meetings.Instant) string {
	planned := float64(i.Minutes) * 60
	if planned == 0 {
		return "0"
	}
	used := 1 - i.Left(now).Seconds()/planned
	return strconv.FormatFloat(min(max(used, 0), 1), 'f', 3, 64)
}

// typed returns what was typed in the form of one command, if that was refused.
func (v roomView) typed(command string) form {
	if command == noteCommand {
		return v.noteForm()
	}
	f := form{Values: url.Values{}}
	if v.Fill == command {
		f = v.Form
	}
	f.ID = v.formID(command)
	return f
}

// formID begins the ids of the fields of the form that a command is given in.
func (v roomView) formID(command string) string {
	name, _, _ := strings.Cut(command, " ")
	switch name {
	case "queue.ask":
		return "begar-"
	case "queue.add":
		return "talare-"
	case "caller.add":
		return "ringer-"
	case "caller.edit":
		return "ringt-"
	case "signal.add":
		return "dela-"
	case "signal.edit":
		return "rad-"
	case "signal.hide", "signal.merge":
		return "dolj-"
	case "question.ask":
		return "fraga-"
	case "question.answer":
		return "svar-" + v.Form.Value("question") + "-"
	case "poll.add":
		return "snabb-"
	case "poll.enter":
		return "antal-0-"
	case "material.share":
		return "material-"
	case "material.return":
		return "skal-" + v.Form.Value("material") + "-"
	}
	return "ny-"
}

// items are the items of the agenda to choose among.
func (v roomView) items() []option {
	all := make([]option, len(v.Agenda.Items))
	for i, item := range v.Agenda.Items {
		all[i] = option{string(item.ID), strconv.Itoa(i+1) + ". " + item.Title}
	}
	return all
}
