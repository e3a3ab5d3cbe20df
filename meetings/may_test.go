package meetings_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func TestOrganisersAndThePlatformMayAndGuestsMayNot(t *testing.T) {
	for role, want := range map[meetings.Role]bool{
		meetings.Organiser: true, meetings.Service: true, meetings.Guest: false, "": false, "admin": false,
	} {
		p := meetings.Person{Role: role}
		if meetings.MayRun(p) != want || meetings.MayPlan(p) != want {
			t.Errorf("%q may run: %t, may plan: %t, want %t", role, meetings.MayRun(p), meetings.MayPlan(p), want)
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
