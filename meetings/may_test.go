package meetings_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

// somebodies are those whom the rules know, one to a name.
func somebodies() map[string]meetings.Person {
	of := func(role meetings.Role, convener meetings.ID, apart ...meetings.ID) meetings.Person {
		return meetings.Person{ID: "x", Role: role, Account: "x", Convener: convener, Apart: apart}
	}
	return map[string]meetings.Person{
		"nobody": {}, "king": {ID: "x", Role: "king"}, "guest": {ID: "x", Role: meetings.Guest}, "platform": {ID: "x", Role: meetings.Service},
		"editor": of(meetings.Editor, "a"), "organiser": of(meetings.Organiser, "a"), "apart": of(meetings.Organiser, "a", "rivers"), "administrator": of(meetings.Administrator, "a"),
		"other editor": of(meetings.Editor, "b"), "other organiser": of(meetings.Organiser, "b"), "other administrator": of(meetings.Administrator, "b"),
		"first editor": of(meetings.Editor, ""), "first administrator": of(meetings.Administrator, ""),
	}
}

// Each rule of may.go, with those who may, line by line as it says.
func TestEachMayWhatTheRuleSaysAndNobodyElse(t *testing.T) {
	series := meetings.Series{ID: "rivers", Convener: "a"}
	dated, extra, draft := meetings.Meeting{Series: "rivers", Convener: "a"}, meetings.Meeting{Convener: "a"}, meetings.Meeting{Convener: "a", Series: "rivers", Status: meetings.Draft}
	organisers := "organiser, apart, administrator, other organiser, other administrator, first administrator, platform"
	for _, rule := range []struct {
		name string
		may  func(meetings.Person) bool
		who  string
	}{
		{"run", meetings.MayRun, organisers},
		{"plan", meetings.MayPlan, organisers},
		{"speak", meetings.MaySpeak, "king, guest, editor, organiser, apart, administrator, other editor, other organiser, other administrator, first editor, first administrator"},
		{"plan for an organisation", func(p meetings.Person) bool { return meetings.MayPlanOf(p, "a") }, "organiser, apart, administrator, platform"},
		{"change a series", func(p meetings.Person) bool { return meetings.MayPlanSeries(p, series) }, "organiser, administrator, platform"},
		{"change a date of a series", func(p meetings.Person) bool { return meetings.MayPlanMeeting(p, dated) }, "organiser, administrator, platform"},
		{"change an extra meeting", func(p meetings.Person) bool { return meetings.MayPlanMeeting(p, extra) }, "organiser, apart, administrator, platform"},
		{"see a draft", func(p meetings.Person) bool { return meetings.MaySee(p, draft) }, "organiser, apart, administrator, platform"},
		{"edit the list", meetings.MayEdit, organisers + ", editor, other editor, first editor"},
		{"edit an entry", func(p meetings.Person) bool { return meetings.MayEditEntry(p, meetings.Support{Convener: "a"}) }, "editor, organiser, apart, administrator, platform"},
		{"edit what nobody brought", func(p meetings.Person) bool { return meetings.MayEditEntry(p, meetings.Support{}) }, "first editor, first administrator, platform"},
		{"order sections", meetings.MaySection, "first editor, first administrator, platform"},
		{"administer", meetings.MayAdminister, "administrator, other administrator, first administrator"},
		{"found", meetings.MayFound, "first administrator, platform"},
		{"lead a date of a series, as they are there", func(p meetings.Person) bool { return meetings.MayRun(p.At(dated)) }, "organiser, administrator, platform"},
		{"be a guest at a date of a series", func(p meetings.Person) bool { return p.At(dated).Role == meetings.Guest }, "king, guest, editor, apart, other editor, other organiser, other administrator, first editor, first administrator"},
	} {
		who := strings.Split(rule.who, ", ")
		for name, p := range somebodies() {
			listed := slices.Contains(who, name)
			if got := rule.may(p); got != listed {
				t.Errorf("%s: %s may %t, want %t", rule.name, name, got, listed)
			}
		}
	}
	for name, p := range somebodies() {
		if !meetings.MaySee(p, dated) {
			t.Errorf("%s does not see what is announced", name)
		}
	}
}

// covered is what each duty covers, line by line as [meetings.Room.Covers] says it. What
// is for a caller is in the test after this one.
func covered() map[meetings.Duty]string {
	return map[meetings.Duty]string{
		meetings.Chair: "agenda.start agenda.next agenda.open agenda.extend agenda.park agenda.return agenda.carry agenda.settle agenda.remove agenda.end " +
			"agenda.add agenda.paste agenda.edit agenda.move " +
			"queue.next queue.skip queue.back queue.move queue.add queue.remove queue.return queue.done queue.note queue.close queue.open " +
			"caller.add caller.edit caller.set caller.tie caller.remove poll.enter signal.edit signal.merge material.edit notes.lock notes.unlock " +
			"signal.hide signal.restore question.hide question.restore material.hide material.restore question.answer question.settle question.reopen poll.add poll.open poll.close poll.remove " +
			"person.remove person.return person.set lobby.admit room.set",
		meetings.Secretary:   "agenda.add agenda.paste agenda.edit agenda.move signal.edit signal.merge material.edit notes.lock notes.unlock",
		meetings.PhoneHost:   "caller.add caller.edit caller.set caller.tie caller.remove poll.enter",
		meetings.Moderator:   "signal.hide signal.restore question.hide question.restore material.hide material.restore person.remove person.return person.set lobby.admit room.set",
		meetings.Interpreter: "",
		"song":               "",
	}
}

func TestADutyCoversWhatItSaysAndNothingElse(t *testing.T) {
	for duty, names := range covered() {
		want := map[string]bool{}
		for _, name := range strings.Fields(names) {
			want[name] = true
		}
		got := map[string]bool{}
		for _, c := range meetings.Commands() {
			if (meetings.Room{}).Covers(duty, c) {
				got[c.Do()] = true
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", duty, diff)
		}
	}
}

// The browser shows the tools of a duty by the same list.
func TestTheBrowserKnowsWhatEachDutyCovers(t *testing.T) {
	all := map[string][]string{}
	for _, c := range meetings.Commands() {
		all["all"] = append(all["all"], c.Do())
	}
	for _, n := range meetings.Duties() {
		all[n.Code] = strings.Fields(covered()[meetings.Duty(n.Code)])
	}
	got, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	const file = "testdata/duties.json"
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || !bytes.Equal(want, got) {
		t.Errorf("%s is not what duties cover; write it again with -update (%v)", file, err)
	}
}

func TestAPhoneHostActsForThoseWhoRingInAndForNobodyElse(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Line: 3})
	caller := k.room.Callers[0].ID
	k.gives(k.Cy, meetings.PhoneHost)
	k.does(k.Dee, meetings.AskFloor{})
	dee := k.room.Queue.Waiting[0].ID
	k.does(k.Cy, meetings.EditCaller{Caller: caller, Name: "Gun Ek"})
	k.does(k.Cy, meetings.AddTurn{Caller: caller})
	gun := k.room.Queue.Waiting[1].ID
	k.does(k.Cy, meetings.MoveTurn{Turn: gun, To: 0})
	k.does(k.Cy, meetings.AddSignal{Kind: meetings.Need, Text: "Någon att ringa", Caller: caller})
	k.refused(k.Cy, meetings.MoveTurn{Turn: dee, To: 0}, meetings.NotAllowed)
	k.refused(k.Cy, meetings.RemoveTurn{Turn: dee}, meetings.NotAllowed)
	k.refused(k.Cy, meetings.AddTurn{Name: "Bo"}, meetings.NotAllowed)
	k.refused(k.Cy, meetings.NextSpeaker{}, meetings.NotAllowed)
	k.does(k.Cy, meetings.RemoveTurn{Turn: gun})
}
