package notes

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

// entries are what is kept, each so many seconds after the one before.
func (l *log) entries(by meetings.ID, at meetings.Instant, seconds ...int) (all []Entry) {
	for i, body := range l.kept.Updates {
		if i < len(seconds) {
			at = at.Add(time.Duration(seconds[i]) * time.Second)
		}
		all = append(all, Entry{N: int64(i + 1), At: at, By: by, Body: body})
	}
	return all
}

func TestMomentsAreMinutesAndWhatStoodBeforeMuchWasDeleted(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Ett")
	l.write(bo, 7, Meeting, "Två")
	l.write(cy, 8, Item("a"), strings.Repeat("Tre ", much))
	if _, err := l.admit(l.y.DeletionOf([]uint64{8}), bo, State{}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.admit(l.y.DeletionOf([]uint64{7}), bo, State{}); err != nil { // not much, but by the same and at once
		t.Fatal(err)
	}
	l.write(cy, 8, Item("a"), "Fyra")
	begin := meetings.At(time.Date(2027, 1, 19, 12, 0, 0, 0, time.UTC))
	at := func(seconds int) meetings.Instant { return begin.Add(time.Duration(seconds) * time.Second) }
	got, err := Moments(Kept{}, 0, 0, l.entries("bo", begin, 0, 5, 70, 5, 5, 180))
	if err != nil {
		t.Fatal(err)
	}
	want := []Moment{
		{N: 2, At: at(5), Lines: 2},
		{N: 3, At: at(75), Lines: 3, Loss: &Loss{"bo", at(80), 1}},
		{N: 5, At: at(85)},
		{N: 6, At: at(265), Lines: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	then := Kept{Updates: l.kept.Updates[:3], Clients: l.kept.Clients}
	if got := open(t, then).Read().Lines(); got != 3 {
		t.Error(got)
	}
	rest, err := Moments(then, 3, at(75), l.entries("bo", begin, 0, 5, 70, 5, 5, 180)[3:])
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[1:], rest); diff != "" {
		t.Error("from a snapshot:", diff)
	}
}

func TestAListOfMomentsCanBeReadHoweverLongTheLogIs(t *testing.T) {
	l := newLog(t)
	for range 400 {
		l.write(bo, 7, Meeting, "Rad")
	}
	got, err := Moments(Kept{}, 0, 0, l.entries("bo", meetings.At(time.Date(2027, 1, 19, 12, 0, 0, 0, time.UTC)), slices.Repeat([]int{61}, 400)...))
	if err != nil || len(got) > maxMoments+1 || len(got) < maxMoments/3 {
		t.Errorf("%d moments, %v", len(got), err)
	}
	if last := got[len(got)-1]; last.N != 400 || last.Lines != 400 {
		t.Errorf("the last is not how it is now: %+v", last)
	}
}

func TestDifferencesAreTheLinesThatGoAndCome(t *testing.T) {
	now := Notes{Meeting: {p("Ett"), p("Två")}, Item("a"): {p("Samma")}}
	then := Notes{Meeting: {p("Ett"), p("Tre")}, Item("a"): {p("Samma")}, Item("b"): {p("Fyra")}}
	want := []Difference{{Item("b"), nil, []string{"Fyra"}}, {Meeting, []string{"Två"}, []string{"Tre"}}}
	if diff := cmp.Diff(want, Differences(now, then, meetings.SV)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatEachHasWrittenIsCounted(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Ett")
	l.write(bo, 9, Meeting, "Två")
	l.write(cy, 8, Item("a"), "Trea")
	if diff := cmp.Diff(map[meetings.ID]int{"bo": 6, "cy": 4}, l.Written()); diff != "" {
		t.Error(diff)
	}
}
