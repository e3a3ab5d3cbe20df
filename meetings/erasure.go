package meetings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Held is what a room keeps of somebody who took part, for them to see, take with them and
// have erased. Tags are the fields' names in what they take with them.
type Held struct {
	Meeting      string     `json:"meeting"` // in addresses
	Title        Text       `json:"title"`
	Start        Instant    `json:"start"`
	Name         string     `json:"name,omitempty"` // they came under
	Organisation string     `json:"organisation,omitempty"`
	Sector       string     `json:"sector,omitempty"`
	Waits        bool       `json:"waits,omitempty"` // they are on the speaker list
	Note         string     `json:"note,omitempty"`  // of what they want to say
	Spoke        int        `json:"spoke,omitempty"` // how many times they had the floor
	Signals      []Signal   `json:"signals,omitempty"`
	Questions    []Question `json:"questions,omitempty"`
	Material     []Material `json:"material,omitempty"`
	Proposals    []Proposal `json:"proposals,omitempty"`
	Same         int        `json:"same,omitempty"`  // of others' signals and questions that they say too
	Notes        []string   `json:"notes,omitempty"` // lines of the shared notes that they have written in
	Files        []string   `json:"files,omitempty"` // that they uploaded and did not share
}

// Any reports whether there is anything but that they came.
func (h Held) Any() bool {
	return h.Waits || h.Spoke+h.Same+len(h.Signals)+len(h.Questions)+len(h.Material)+len(h.Proposals)+len(h.Notes)+len(h.Files) > 0
}

// HeldOf returns what a room keeps of a participant or a caller.
func (r Room) HeldOf(who ID) Held {
	h := Held{Meeting: r.Meeting.Slug, Title: r.Meeting.Title, Start: r.Meeting.Start}
	if at := r.Queue.Of(who); at >= 0 {
		h.Waits, h.Note = true, r.Queue.Waiting[at].Note
	}
	for _, v := range r.Queue.Spoken {
		if v.Who == who && who != "" {
			h.Spoke += v.Turns
		}
	}
	for _, b := range r.Backstage {
		if s, seen := r.Signal(b.ID); b.By == who && seen {
			h.Signals = append(h.Signals, s)
		} else if b.By == who && b.Hidden != nil {
			h.Signals = append(h.Signals, *b.Hidden)
		}
	}
	for _, a := range r.Askers {
		if q, seen := r.Question(a.ID); a.By == who && seen {
			h.Questions = append(h.Questions, q)
		} else if a.By == who && a.Hidden != nil {
			h.Questions = append(h.Questions, *a.Hidden)
		}
	}
	for _, s := range r.Sharers {
		if m, seen := r.OneMaterial(s.ID); s.By == who && seen {
			h.Material = append(h.Material, m)
		} else if s.By == who && s.Hidden != nil {
			h.Material = append(h.Material, *s.Hidden)
		}
	}
	_, signals := r.Backstage.Of(who)
	_, questions := r.AskedBy(who)
	h.Same = len(signals) + len(questions)
	return h
}

// Erasing returns the next event by which a room forgets somebody, and whether there is
// anything left to forget:
//
//   - they leave the speaker list;
//   - what they alone said and asked goes, words and all; what others say too, and a
//     question that has an answer, stays without their name;
//   - they no longer say the same as others;
//   - material goes, unless it is on the published support list: there it stays without a name;
//   - at last their name is out of everything, for everybody in the room at once.
func (r Room) Erasing(who ID) (Event, bool) {
	if who == "" {
		return nil, false
	}
	if at := r.Queue.Of(who); at >= 0 {
		t := r.Queue.Waiting[at]
		if t.Note != "" {
			return NoteSet{Turn: t.ID}, true
		}
		return TurnRemoved{t.ID}, true
	}
	stays := false
	for _, b := range r.Backstage {
		s, _ := r.Signal(b.ID)
		switch {
		case b.By == who && len(b.Also) == 0 || b.By == who && b.Hidden != nil:
			return SignalWithdrawn{b.ID}, true
		case slices.Contains(b.Also, who):
			return SignalCounted{b.ID, max(1, s.Voices-1)}, true
		}
		stays = stays || b.By == who
	}
	for _, a := range r.Askers {
		q, _ := r.Question(a.ID)
		switch {
		case a.By == who && (len(a.Also) == 0 && !q.Answered() || a.Hidden != nil):
			return QuestionWithdrawn{a.ID}, true
		case slices.Contains(a.Also, who):
			return QuestionCounted{a.ID, max(1, q.Votes-1)}, true
		}
		stays = stays || a.By == who
	}
	for _, s := range r.Sharers {
		m, _ := r.OneMaterial(s.ID)
		if s.By == who && m.State != SupportPublished {
			return MaterialWithdrawn{s.ID}, true
		}
		stays = stays || s.By == who
	}
	for _, c := range r.Callers {
		if (c.ID == who || c.Who == who) && c.Name+c.Organisation != "" {
			c.Name, c.Organisation = "", ""
			return CallerEdited{c}, true
		}
	}
	if stays || !r.House.Hides(who) {
		e := PersonSet{Who: who, Muted: r.House.Mutes(who), Hidden: true}
		e.Signals, e.Questions, e.Material = r.signed(who)
		return e, true
	}
	return nil, false
}

// Erased returns the room after an event by which it forgets somebody.
func (r Room) Erased(e Event, who ID, at Instant) Room {
	d := Doing{By: Person{ID: who}, At: at}
	after := r.After(e, at)
	after.Backstage, after.Askers, after.Sharers = r.backstageAfter(nil, e, d), r.askersAfter(nil, e, d), r.sharersAfter(e, d)
	if _, last := e.(PersonSet); !last {
		return after
	}
	after.Queue.each(func(t *Turn) {
		if t.Who == who {
			t.Who, t.Note = "", ""
		}
	})
	after.Backstage, after.Askers, after.Sharers = slices.Clone(after.Backstage), slices.Clone(after.Askers), slices.Clone(after.Sharers)
	after.Queue.Spoken = slices.Clone(after.Queue.Spoken)
	for i := range after.Queue.Spoken {
		after.Queue.Spoken[i].Who = but(after.Queue.Spoken[i].Who, who)
	}
	for i := range after.Backstage {
		after.Backstage[i].By = but(after.Backstage[i].By, who)
	}
	for i := range after.Askers {
		after.Askers[i].By = but(after.Askers[i].By, who)
	}
	for i := range after.Sharers {
		after.Sharers[i].By = but(after.Sharers[i].By, who)
	}
	return after
}

// but returns an identity unless it is that of somebody.
func but(id, who ID) ID {
	if id == who {
		return ""
	}
	return id
}

// SameName reports whether two names are one, however they are capitalised.
func SameName(a, b string) bool {
	a, b = Line(a), Line(b)
	return a != "" && strings.EqualFold(a, b)
}

// Capitals returns a name with a capital letter first in each of its words.
func Capitals(name string) string {
	words := strings.Fields(Line(name))
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[size:]
	}
	return strings.Join(words, " ")
}

// Called returns who is shown under a name in a room: participants and callers.
func (r Room) Called(name string) (who []ID) {
	add := func(id ID, shown string) {
		if id != "" && SameName(shown, name) && !slices.Contains(who, id) {
			who = append(who, id)
		}
	}
	for _, b := range r.Backstage {
		s, _ := r.Signal(b.ID)
		if b.Hidden != nil {
			s = *b.Hidden
		}
		add(b.By, s.Name)
	}
	for _, a := range r.Askers {
		q, _ := r.Question(a.ID)
		if a.Hidden != nil {
			q = *a.Hidden
		}
		add(a.By, q.Name)
	}
	for _, s := range r.Sharers {
		m, _ := r.OneMaterial(s.ID)
		if s.Hidden != nil {
			m = *s.Hidden
		}
		add(s.By, m.Name)
	}
	for _, c := range r.Callers {
		add(c.Self(), c.Name)
	}
	queue := r.Queue
	queue.each(func(t *Turn) { add(t.Who, t.Name) })
	return who
}

// ErasedEvent returns the JSON text of an event without the name, the organisation and the
// note of some people, by identity and by name, and whether it had any.
func ErasedEvent(body []byte, who []ID, names []string) ([]byte, bool, error) {
	if !mentions(body, who, names) {
		return body, false, nil
	}
	var head struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(body, &head); err != nil {
		return body, false, fmt.Errorf("erase somebody from an event: %w", err)
	}
	var all map[string]any
	read := json.NewDecoder(bytes.NewReader(body))
	read.UseNumber()
	if err := read.Decode(&all); err != nil {
		return body, false, fmt.Errorf("erase somebody from an event: %w", err)
	}
	delete(all, "kind")
	if !erase(all, who, names) {
		return body, false, nil
	}
	rest, err := json.Marshal(all)
	return append(fmt.Appendf(nil, `{"kind":%q,`, head.Kind), rest[1:]...), true, err
}

func mentions(body []byte, who []ID, names []string) bool {
	for _, id := range who {
		if bytes.Contains(body, []byte(id)) {
			return true
		}
	}
	return len(names) > 0 && (bytes.Contains(body, []byte(`"name"`)) || bytes.Contains(body, []byte(`"presenter"`)))
}

func erase(value any, who []ID, names []string) (had bool) {
	switch value := value.(type) {
	case map[string]any:
		id, _ := value["id"].(string)
		of, _ := value["who"].(string)
		name, _ := value["name"].(string)
		_, file := value["hash"]
		theirs := slices.Contains(who, ID(id)) || slices.Contains(who, ID(of)) || slices.ContainsFunc(names, func(n string) bool { return SameName(n, name) })
		for key, v := range value {
			switch text, is := v.(string); {
			case is && key == "presenter" && slices.ContainsFunc(names, func(n string) bool { return SameName(n, text) }):
				had = true
				delete(value, key)
			case is && theirs && !file && slices.Contains([]string{"name", "organisation", "note"}, key):
				had = had || text != ""
				delete(value, key)
			default:
				had = erase(v, who, names) || had
			}
		}
	case []any:
		for _, v := range value {
			had = erase(v, who, names) || had
		}
	}
	return had
}
