package meetings_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
)

// story carries out commands in a room one second after another, and fails the test at a refusal.
func story(t *testing.T, commands ...meetings.Command) (meetings.Room, sample.Small) {
	t.Helper()
	w := sample.World()
	room := w.Room
	for i, c := range commands {
		var err error
		if room, _, err = room.Apply(c, w.Do(w.Ada, i)); err != nil {
			t.Fatalf("%s: %v", c.Do(), err)
		}
	}
	return room, w
}

// shown is an agenda in a line: items with their state, the current one in brackets.
func shown(a meetings.Agenda) string {
	var words []string
	for _, i := range a.Items {
		word := string(i.ID)
		if i.State != meetings.ToCome {
			word += ":" + string(i.State)
		}
		if i.ID == a.Current {
			word = "[" + word + "]"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func at(n int) *int { return &n }

func TestTheAgendaFollowsItsCommands(t *testing.T) {
	start := meetings.StartAgenda{}
	for _, row := range []struct {
		name     string
		commands []meetings.Command
		want     string
	}{
		{"starting opens the first item", []meetings.Command{start}, "[budget] minutes boats"},
		{"next closes one and opens the next", []meetings.Command{start, meetings.NextItem{From: "budget"}}, "budget:done [minutes] boats"},
		{"next after the last leaves none open", []meetings.Command{start, meetings.NextItem{From: "budget"}, meetings.NextItem{From: "minutes"}, meetings.NextItem{From: "boats"}}, "budget:done minutes:done boats:done"},
		{"next from none finds one that was left", []meetings.Command{start, meetings.OpenItem{Item: "boats"}, meetings.NextItem{From: "boats"}, meetings.NextItem{}}, "budget:done [minutes] boats:done"},
		{"any item may be opened", []meetings.Command{start, meetings.OpenItem{Item: "boats"}}, "budget:done minutes [boats]"},
		{"a done item may be opened again", []meetings.Command{start, meetings.NextItem{From: "budget"}, meetings.OpenItem{Item: "budget"}}, "[budget] minutes boats"},
		{"an item is moved to a place in the list without it", []meetings.Command{meetings.MoveItem{Item: "budget", To: 1}}, "minutes budget boats"},
		{"a place past the end is the end", []meetings.Command{meetings.MoveItem{Item: "budget", To: 99}}, "minutes boats budget"},
		{"a place before the start is the start", []meetings.Command{meetings.MoveItem{Item: "boats", To: -1}}, "boats budget minutes"},
		{"moving keeps the current item current", []meetings.Command{start, meetings.MoveItem{Item: "budget", To: 2}}, "minutes boats [budget]"},
		{"an item is removed", []meetings.Command{meetings.RemoveItem{Item: "minutes"}}, "budget boats"},
		{"parking the current item opens the next", []meetings.Command{start, meetings.ParkItem{Item: "budget"}}, "budget:parked [minutes] boats"},
		{"parking another leaves the current one", []meetings.Command{start, meetings.ParkItem{Item: "boats"}}, "[budget] minutes boats:parked"},
		{"a parked item is passed over", []meetings.Command{start, meetings.ParkItem{Item: "minutes"}, meetings.NextItem{From: "budget"}}, "budget:done minutes:parked [boats]"},
		{"a parked item returns", []meetings.Command{meetings.ParkItem{Item: "boats"}, meetings.ReturnItem{Item: "boats"}}, "budget minutes boats"},
		{"a parked item may be opened", []meetings.Command{start, meetings.ParkItem{Item: "boats"}, meetings.OpenItem{Item: "boats"}}, "budget:done minutes [boats]"},
		{"carrying the current item opens the next", []meetings.Command{start, meetings.CarryItem{Item: "budget"}}, "budget:carried [minutes] boats"},
		{"a parked item is carried", []meetings.Command{meetings.ParkItem{Item: "boats"}, meetings.CarryItem{Item: "boats"}}, "budget minutes boats:carried"},
		{"ending closes the current item", []meetings.Command{start, meetings.EndAgenda{}}, "budget:done minutes boats"},
		{"an item is added at the end", []meetings.Command{meetings.AddItem{Title: "Fish"}}, "budget minutes boats command-20270323T115000"},
		{"an item is added at a place", []meetings.Command{meetings.AddItem{Title: "Fish", To: at(1)}}, "budget command-20270323T115000 minutes boats"},
		{"pasted items are added at the end", []meetings.Command{meetings.PasteItems{Text: "• Fish\n\n• Eels (5)"}}, "budget minutes boats command-20270323T115000.1 command-20270323T115000.2"},
	} {
		t.Run(row.name, func(t *testing.T) {
			room, _ := story(t, row.commands...)
			if diff := cmp.Diff(row.want, shown(room.Agenda)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatNoLongerMakesSenseIsRefused(t *testing.T) {
	start, end := meetings.StartAgenda{}, meetings.EndAgenda{}
	long := strings.Repeat("å", meetings.MaxTitle+1)
	for _, row := range []struct {
		name   string
		before []meetings.Command
		then   meetings.Command
		want   meetings.RefusalKind
	}{
		{"an item that is gone", nil, meetings.EditItem{Item: "gone", Title: "x"}, meetings.Late},
		{"moving one that is gone", nil, meetings.MoveItem{Item: "gone"}, meetings.Late},
		{"removing one that is gone", nil, meetings.RemoveItem{Item: "gone"}, meetings.Late},
		{"removing the current one", []meetings.Command{start}, meetings.RemoveItem{Item: "budget"}, meetings.Late},
		{"starting twice", []meetings.Command{start}, start, meetings.Late},
		{"next before the start", nil, meetings.NextItem{}, meetings.Late},
		{"opening before the start", nil, meetings.OpenItem{Item: "budget"}, meetings.Late},
		{"ending before the start", nil, end, meetings.Late},
		{"next from one that is no longer current", []meetings.Command{start, meetings.NextItem{From: "budget"}}, meetings.NextItem{From: "budget"}, meetings.Late},
		{"next when nothing is left", []meetings.Command{start, meetings.NextItem{From: "budget"}, meetings.NextItem{From: "minutes"}, meetings.NextItem{From: "boats"}}, meetings.NextItem{}, meetings.Late},
		{"opening the current one", []meetings.Command{start}, meetings.OpenItem{Item: "budget"}, meetings.Late},
		{"opening a carried one", []meetings.Command{start, meetings.CarryItem{Item: "boats"}}, meetings.OpenItem{Item: "boats"}, meetings.Late},
		{"parking a done one", []meetings.Command{start, meetings.NextItem{From: "budget"}}, meetings.ParkItem{Item: "budget"}, meetings.Late},
		{"returning one that is not parked", nil, meetings.ReturnItem{Item: "budget"}, meetings.Late},
		{"carrying twice", []meetings.Command{meetings.CarryItem{Item: "boats"}}, meetings.CarryItem{Item: "boats"}, meetings.Late},
		{"carrying a done one", []meetings.Command{start, end}, meetings.CarryItem{Item: "budget"}, meetings.Late},
		{"adding after the end", []meetings.Command{start, end}, meetings.AddItem{Title: "x"}, meetings.Late},
		{"ending twice", []meetings.Command{start, end}, end, meetings.Late},
		{"no title", nil, meetings.AddItem{Title: " \t"}, meetings.Invalid},
		{"too long a title", nil, meetings.AddItem{Title: long}, meetings.Invalid},
		{"too long a presenter", nil, meetings.EditItem{Item: "budget", Title: "x", Presenter: long}, meetings.Invalid},
		{"too many minutes", nil, meetings.AddItem{Title: "x", Minutes: 241}, meetings.Invalid},
		{"fewer than none", nil, meetings.AddItem{Title: "x", Minutes: -1}, meetings.Invalid},
		{"extended beyond bounds", nil, meetings.ExtendItem{Item: "budget", Minutes: 231}, meetings.Invalid},
		{"extended below none", nil, meetings.ExtendItem{Item: "budget", Minutes: -11}, meetings.Invalid},
		{"extended by nothing", nil, meetings.ExtendItem{Item: "budget"}, meetings.Invalid},
		{"nothing in what was pasted", nil, meetings.PasteItems{Text: "•\n—"}, meetings.Invalid},
		{"too much pasted", nil, meetings.PasteItems{Text: strings.Repeat("a\n", meetings.MaxPaste)}, meetings.TooMuch},
		{"too many items pasted", nil, meetings.PasteItems{Text: strings.Repeat("a\n", 98)}, meetings.TooMuch},
		{"too many items", []meetings.Command{meetings.PasteItems{Text: strings.Repeat("a\n", 97)}}, meetings.AddItem{Title: "x"}, meetings.TooMuch},
	} {
		t.Run(row.name, func(t *testing.T) {
			room, w := story(t, row.before...)
			after, e, err := room.Apply(row.then, w.Do(w.Bo, 60))
			var refusal *meetings.Refusal
			if !errors.As(err, &refusal) || refusal.Kind != row.want || refusal.Say.SV == "" || refusal.Say.EN == "" {
				t.Errorf("got %v, want %s", err, row.want)
			}
			if e != nil || !cmp.Equal(room, after) {
				t.Error("something happened all the same")
			}
		})
	}
}

func TestTwoWhoPressNextAtOnceAdvanceOnce(t *testing.T) {
	room, w := story(t, meetings.StartAgenda{})
	next := meetings.NextItem{From: room.Agenda.Current}
	room, _, err := room.Apply(next, w.Do(w.Ada, 30))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := room.Apply(next, w.Do(w.Bo, 30)); err == nil {
		t.Error("the second press moved on again")
	}
	if diff := cmp.Diff("budget:done [minutes] boats", shown(room.Agenda)); diff != "" {
		t.Error(diff)
	}
}

func TestTheClockOfAnItemRunsWhileItIsCurrent(t *testing.T) {
	w := sample.World()
	room := w.Room
	for _, step := range []struct {
		after   int // seconds
		command meetings.Command
		left    string // of the budget, afterwards; 10 minutes are planned
	}{
		{0, meetings.StartAgenda{}, "10m0s"},
		{60, meetings.OpenItem{Item: "boats"}, "9m0s"},
		{120, meetings.ExtendItem{Item: "budget", Minutes: 5}, "14m0s"},
		{600, meetings.OpenItem{Item: "budget"}, "14m0s"},
		{660, meetings.ParkItem{Item: "budget"}, "13m0s"},
		{6000, meetings.OpenItem{Item: "budget"}, "13m0s"},
		{6900, meetings.EndAgenda{}, "-2m0s"},
	} {
		var err error
		if room, _, err = room.Apply(step.command, w.Do(w.Ada, step.after)); err != nil {
			t.Fatal(err)
		}
		now := w.Now.Add(time.Duration(step.after) * time.Second)
		if got := room.Agenda.Items[0].Left(now).String(); got != step.left {
			t.Errorf("%d s after the start %s is left of the budget, want %s", step.after, got, step.left)
		}
	}
}

func TestAnItemOpenedByAFastClockHasNoMoreThanItsTime(t *testing.T) {
	item := meetings.Item{Minutes: 10, Opened: 1_000_000}
	if got := item.Left(item.Opened - 60_000); got != 10*time.Minute {
		t.Errorf("%s is left", got)
	}
}

func TestAnItemCarriedOverSaysWhere(t *testing.T) {
	w := sample.World()
	_, e, err := w.Room.Apply(meetings.CarryItem{Item: "boats"}, w.Do(w.Ada, 0))
	if err != nil {
		t.Fatal(err)
	}
	want := meetings.ItemCarried{Item: "boats", Into: w.Next.ID, Slug: "rivers-2027-03-30", Day: w.Next.Start}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Error(diff)
	}
	last := w.Do(w.Ada, 0)
	last.Next = nil
	if _, _, err := w.Room.Apply(meetings.CarryItem{Item: "boats"}, last); err == nil {
		t.Error("carried to a meeting that does not exist")
	}
}

func TestCarriedItemsDoNotCountInTheMinutesOfTheMeeting(t *testing.T) {
	room, _ := story(t)
	if got := room.Agenda.Minutes(); got != 15 {
		t.Errorf("%d minutes planned, want 15", got)
	}
	room, _ = story(t, meetings.CarryItem{Item: "budget"})
	if got := room.Agenda.Minutes(); got != 5 {
		t.Errorf("%d minutes planned, want 5", got)
	}
}

func TestAnAgendaWithoutItemsIsAnEmptyList(t *testing.T) {
	for _, a := range []meetings.Agenda{{}, {Items: []meetings.Item{}}} {
		if b, err := json.Marshal(a); err != nil || string(b) != `{"items":[]}` {
			t.Errorf("written %s, %v", b, err)
		}
	}
	b, err := json.Marshal(sample.World().Room)
	if want := `"agenda":{"items":[{"id":"budget","title":"Budget","minutes":10,"presenter":"Ada"},`; err != nil || !strings.Contains(string(b), want) {
		t.Errorf("written %s, %v", b, err)
	}
}

func TestIdentitiesOfCommandsAreLongEnoughToBeRandom(t *testing.T) {
	for id, want := range map[meetings.ID]bool{
		"0123456789abcdef": true, "01890a5d-ac96-774b-bcce-b302099a8057": true, "short": false,
		"": false, "0123456789abcde.": false, meetings.ID(fmt.Sprintf("%065d", 0)): false,
	} {
		if id.Valid() != want {
			t.Errorf("%q is valid: %t", id, id.Valid())
		}
	}
}
