package meetings_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

const somn = "https://granvik.example.org/somn"

// brings shares material and returns it.
func (k *talk) brings(by meetings.Person, c meetings.ShareMaterial) meetings.Material {
	k.Helper()
	k.does(by, c)
	return k.room.Material[len(k.room.Material)-1]
}

func TestMaterialSaysWhoSharesItAndOnWhichItem(t *testing.T) {
	k := newTalk(t)
	got := k.brings(k.Dee, meetings.ShareMaterial{Address: somn, Title: " Sömn\nför unga\u202e ", Kind: "stod", Item: "budget", Mended: true})
	want := meetings.Material{ID: got.ID, Title: "Sömn för unga", Href: somn, Kind: "stod", Item: "budget", Name: "Dee", Organisation: "Lock Keepers", Mended: true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	whole := k.brings(k.Cy, meetings.ShareMaterial{Address: "https://www.granvik.example.org/d%C3%A5/"})
	if whole.Title != "granvik.example.org/då" {
		t.Errorf("called %q", whole.Title)
	}
	k.does(k.Ada, meetings.RemoveItem{Item: "budget"})
	if on := k.room.MaterialOn(""); len(on) != 2 {
		t.Errorf("of an item that is gone: %v", on)
	}
}

func TestMaterialThatLeadsNowhereIsRefusedWithWhatToDo(t *testing.T) {
	k := newTalk(t)
	for _, c := range []meetings.ShareMaterial{
		{}, {Address: "javascript:alert(1)"}, {Address: "https://a:b@c.se/"}, {Address: "https://a.se/" + strings.Repeat("x", meetings.MaxAddress)},
		{Address: somn, Kind: "song"}, {Address: somn, Title: strings.Repeat("å", meetings.MaxTitle+1)},
	} {
		k.refused(k.Dee, c, meetings.Invalid)
	}
	k.refused(k.Dee, meetings.ShareMaterial{Address: somn, Item: "gone"}, meetings.Late)
	k.refused(meetings.Person{Role: meetings.Guest}, meetings.ShareMaterial{Address: somn}, meetings.NotAllowed)
}

func TestMaterialWithoutANameGivesNobodyAway(t *testing.T) {
	k := newTalk(t)
	before := k.room
	m := k.brings(k.Dee, meetings.ShareMaterial{Address: somn, Nameless: true})
	events := []meetings.Event{k.last}
	if by := before.AuthorOf(k.last, k.Dee); by != (meetings.Author{}) {
		t.Errorf("the event is said to be by %v", by)
	}
	k.does(k.Dee, meetings.EditMaterial{Material: m.ID, Title: "Sömn"})
	events = append(events, k.last)
	if by := k.room.AuthorOf(k.last, k.Dee); by != (meetings.Author{}) {
		t.Errorf("the change is said to be by %v", by)
	}
	for _, v := range []any{k.room, events} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "Dee") || strings.Contains(string(b), `"dee"`) {
			t.Errorf("Dee is in %s", b)
		}
	}
	with := k.room
	k.does(k.Dee, meetings.WithdrawMaterial{Material: m.ID})
	if by := with.AuthorOf(k.last, k.Dee); by != (meetings.Author{}) || k.room.Sharers != nil {
		t.Errorf("taking it back is said to be by %v, and %v is left", by, k.room.Sharers)
	}
}

func TestMaterialIsOnesOwnForAShortWhile(t *testing.T) {
	k := newTalk(t)
	m := k.brings(k.Dee, meetings.ShareMaterial{Address: somn})
	k.refused(k.Cy, meetings.EditMaterial{Material: m.ID, Title: "x"}, meetings.NotAllowed)
	k.refused(k.Cy, meetings.HideMaterial{Material: m.ID}, meetings.NotAllowed)
	k.refused(k.Cy, meetings.JudgeMaterial{Material: m.ID, To: meetings.SupportPublished}, meetings.NotAllowed)
	k.does(k.Dee, meetings.EditMaterial{Material: m.ID, Title: "Sömn", Item: "boats"})
	k.done += int(meetings.MaterialIsOwn / time.Second)
	k.refused(k.Dee, meetings.WithdrawMaterial{Material: m.ID}, meetings.Late)
	k.refused(k.Dee, meetings.EditMaterial{Material: m.ID, Title: "x"}, meetings.Late)
	k.does(k.Ada, meetings.EditMaterial{Material: m.ID, Title: "Sömn för unga"})
	k.refused(k.Dee, meetings.WithdrawMaterial{Material: "gone"}, meetings.Late)
}

func TestHiddenMaterialIsInNothingThatLeavesTheServerAndComesBack(t *testing.T) {
	k := newTalk(t)
	m := k.brings(k.Dee, meetings.ShareMaterial{Address: somn, Title: "Grannen Eva"})
	k.refused(k.Ada, meetings.RestoreMaterial{Material: m.ID}, meetings.Late)
	k.does(k.Ada, meetings.HideMaterial{Material: m.ID})
	b, err := json.Marshal(k.room)
	if err != nil || strings.Contains(string(b), "Eva") {
		t.Errorf("a snapshot has it: %s, %v", b, err)
	}
	if got, had := meetings.Forgotten(meetings.MaterialShared{Material: m}, meetings.Forgets(k.last)); !had || got != (meetings.MaterialShared{Material: meetings.Material{ID: m.ID}}) {
		t.Errorf("of its event %+v is left", got)
	}
	k.refused(k.Ada, meetings.HideMaterial{Material: m.ID}, meetings.Late)
	k.does(k.Bo, meetings.RestoreMaterial{Material: m.ID})
	if diff := cmp.Diff([]meetings.Material{m}, k.room.Material); diff != "" {
		t.Error(diff)
	}
}

func TestWhatBecomesOfMaterialOnTheSupportListIsSaidInTheRoom(t *testing.T) {
	k := newTalk(t)
	m := k.brings(k.Dee, meetings.ShareMaterial{Address: somn})
	k.refused(k.Ada, meetings.JudgeMaterial{Material: m.ID, To: meetings.SupportPublished}, meetings.Late) // it was not proposed
	d := k.Do(k.Ada, 30)
	d.Entry = &meetings.Support{ID: "e", Slug: "somn", State: meetings.SupportReturned, Returned: meetings.Text{SV: "Vem?"}}
	k.room.Material[0].Entry = "e"
	room, e, err := k.room.Apply(meetings.JudgeMaterial{Material: m.ID, To: meetings.SupportReturned}, d)
	if got := room.Material[0]; err != nil || got.State != meetings.SupportReturned || got.Slug != "" || got.Returned.SV != "Vem?" {
		t.Errorf("%v says %+v: %v", e, got, err)
	}
}

func TestMaterialIsBounded(t *testing.T) {
	k := newTalk(t)
	for range meetings.MaxMaterialEach {
		k.brings(k.Dee, meetings.ShareMaterial{Address: somn})
	}
	k.refused(k.Dee, meetings.ShareMaterial{Address: somn}, meetings.TooMuch)
	k.does(k.Dee, meetings.WithdrawMaterial{Material: k.room.Material[0].ID})
	k.brings(k.Dee, meetings.ShareMaterial{Address: somn})
	for len(k.room.Sharers) < meetings.MaxMaterial {
		k.brings(k.Ada, meetings.ShareMaterial{Address: somn})
	}
	k.does(k.Ada, meetings.HideMaterial{Material: k.room.Material[0].ID})
	k.refused(k.Ada, meetings.ShareMaterial{Address: somn}, meetings.TooMuch)
}

func TestAfterTheMeetingOnlyOrganisersShareAndChangeMaterial(t *testing.T) {
	k := newTalk(t)
	m := k.brings(k.Dee, meetings.ShareMaterial{Address: somn})
	k.does(k.Ada, meetings.StartAgenda{})
	k.does(k.Ada, meetings.EndAgenda{})
	for _, c := range []meetings.Command{meetings.ShareMaterial{Address: somn}, meetings.WithdrawMaterial{Material: m.ID}, meetings.EditMaterial{Material: m.ID}} {
		k.refused(k.Dee, c, meetings.Late)
	}
	k.brings(k.Ada, meetings.ShareMaterial{Address: somn})
	k.does(k.Ada, meetings.EditMaterial{Material: m.ID, Title: "Sömn"})
	k.does(k.Ada, meetings.HideMaterial{Material: m.ID})
}

func TestMaterialFollowsTheHouse(t *testing.T) {
	k := newTalk(t)
	m := k.brings(k.Dee, meetings.ShareMaterial{Address: somn})
	yes := true
	k.About = &k.Dee
	k.does(k.Ada, meetings.SetPerson{Who: k.Dee.ID, Hidden: &yes})
	if got, _ := k.room.OneMaterial(m.ID); got.Name != "" || got.Organisation != "" {
		t.Errorf("a hidden name is shown: %+v", got)
	}
	entry, had := meetings.Concealed(meetings.Entry{Event: meetings.MaterialShared{Material: m}}, k.last)
	if !had || entry.Event.(meetings.MaterialShared).Material.Name != "" {
		t.Errorf("the log has a hidden name: %+v", entry)
	}
	k.does(k.Ada, meetings.SetHouse{ReadOnly: &yes})
	k.refused(k.Cy, meetings.ShareMaterial{Address: somn}, meetings.NotAllowed)
}
