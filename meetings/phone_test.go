package meetings_test

import (
	"strings"
	"testing"
	"time"

	"ringain/meetings"
)

// press has a caller press a key, carries out what it asks for, and returns what is said.
func (k *talk) press(line int, key rune) string {
	k.Helper()
	caller, _ := k.caller(line)
	now := k.Do(k.Cy, k.done+1).At
	what, said := k.room.Press(caller, key, now)
	if what != nil {
		by := caller.Person()
		if _, ok := what.(meetings.SetCaller); ok {
			by = meetings.Person{ID: "phone", Role: meetings.Service}
		}
		if err := k.try(by, what); err != nil {
			return err.(*meetings.Refusal).Say.SV
		}
	}
	if said == (meetings.Text{}) {
		caller, _ = k.caller(line)
		said = k.room.SayPlace(caller)
	}
	if said.EN == "" {
		k.Errorf("%q is not said in English", said.SV)
	}
	return said.SV
}

func (k *talk) caller(line int) (meetings.Caller, bool) {
	for _, c := range k.room.Callers {
		if c.Line == line {
			return c, true
		}
	}
	return meetings.Caller{}, false
}

func (k *talk) wait(d time.Duration) { k.done += int(d / time.Second) }

func (k *talk) hears(want, got string) {
	k.Helper()
	if got != want {
		k.Errorf("%q is said, want %q", got, want)
	}
}

func TestNineAsksForTheFloorAndGivesItBack(t *testing.T) {
	k := newTalk(t, "Cy")
	k.does(k.Ada, meetings.AddCaller{Muted: true})
	k.hears("Du är nummer 2 i talarlistan.", k.press(1, '9'))
	k.hears("Du är nummer 2 i talarlistan.", k.press(1, '9')) // an uncertain finger
	k.is("Cy #1")
	k.wait(5 * time.Second)
	k.hears("Du står inte längre i talarlistan.", k.press(1, '9'))
	k.hears("Du står inte längre i talarlistan.", k.press(1, '9'))
	k.is("Cy")
	k.wait(5 * time.Second)
	k.hears("Du är nummer 2 i talarlistan.", k.press(1, '9'))
	k.does(k.Ada, k.next())
	caller, _ := k.caller(1)
	k.hears("Du är näst i talarlistan.", k.room.SayPlace(caller).SV)
	told := k.room.News(caller)
	k.hears("Du är näst i talarlistan.", k.room.SayNews(caller, "").SV)
	k.hears("", k.room.SayNews(caller, told).SV)
	k.does(k.Ada, k.next())
	k.hears("Det är din tur. Ordet är ditt. Tryck 6 för att slå på ditt ljud.", k.press(1, '9')) // pressed as the floor was given
	k.is("[#1]")
	k.hears("Ditt ljud är på.", k.press(1, '6'))
	k.hears("Ditt ljud är av.", k.press(1, '6'))
	k.wait(5 * time.Second)
	k.hears("Du har lämnat ordet. Tack.", k.press(1, '9'))
	k.is("")
}

func TestKeysThatCannotBeFollowedSayWhy(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{})
	k.does(k.Ada, meetings.CloseQueue{})
	k.hears("Talarlistan är stängd.", k.press(1, '9'))
	k.does(k.Ada, meetings.SetHouse{ReadOnly: yes()})
	k.hears("Just nu kan bara de som leder mötet skriva och begära ordet.", k.press(1, '9'))
	for _, key := range "78*#xå" {
		if said := k.press(1, key); !strings.HasPrefix(said, "Tryck 9 för att begära ordet") {
			t.Errorf("%q: %q", key, said)
		}
	}
}

func TestHelpIsAskedForOnceUntilItIsGiven(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{})
	k.hears("Mötesledaren ser att du vill ha hjälp.", k.press(1, '0'))
	k.hears("Mötesledaren ser att du vill ha hjälp.", k.press(1, '0'))
	caller, _ := k.caller(1)
	if !caller.Help {
		t.Errorf("%+v", caller)
	}
	k.does(k.Ada, meetings.SetCaller{Caller: caller.ID, Help: no()})
	k.press(1, '0')
	if caller, _ := k.caller(1); !caller.Help {
		t.Errorf("%+v", caller)
	}
}

func TestInALockedRoomCallersGoOnAndInAReadOnlyOneTheyMayWithdraw(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{})
	k.does(k.Ada, meetings.SetHouse{Locked: yes(), Slow: secs(60)})
	k.hears("Du är näst i talarlistan.", k.press(1, '9'))
	k.does(k.Ada, meetings.SetHouse{ReadOnly: yes()})
	k.wait(5 * time.Second)
	k.hears("Du står inte längre i talarlistan.", k.press(1, '9'))
}

func TestTheWelcomeIsShort(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Muted: true})
	caller, _ := k.caller(1)
	said := k.room.SayWelcome(caller, meetings.Text{SV: "Suicidprevention", EN: "Suicide prevention"})
	k.hears("Välkommen till ringa-in-mötet om suicidprevention. Mötet börjar kl. 12.00. Du är Telefon 1. Ditt ljud är av. "+
		"Tryck 9 för att begära ordet, 6 för att slå på eller av ditt ljud och 0 om du vill ha hjälp.", said.SV)
	k.does(k.Ada, meetings.StartAgenda{})
	said = k.room.SayWelcome(caller, meetings.Text{SV: "ADHD hos vuxna", EN: "ADHD in adults"})
	for _, text := range []string{said.SV, said.EN} {
		if n := len(strings.Fields(text)); n >= 60 {
			t.Errorf("%d words: %s", n, text)
		}
	}
	if !strings.HasPrefix(said.SV, "Välkommen till ringa-in-mötet om ADHD hos vuxna. Mötet har börjat.") {
		t.Error(said.SV)
	}
}

func TestACodeLeadsToTheMeetingThatIsOn(t *testing.T) {
	k := newTalk(t)
	m, next := k.Room.Meeting, k.Next
	m.Ways.Code, next.Ways.Code = "202 712", "202712"
	list := []meetings.Meeting{next, m}
	for _, test := range []struct {
		name  string
		now   meetings.Instant
		code  string
		found string
		next  string
	}{
		{"long before", m.Start.Add(-2 * time.Hour), "202712", "", m.Slug},
		{"an hour before", m.Start.Add(-time.Hour), "202712", m.Slug, next.Slug},
		{"while it is on", m.Start.Add(time.Minute), "202 712", m.Slug, next.Slug},
		{"after it", m.End().Add(time.Minute), "202712", "", next.Slug},
		{"another code", m.Start, "999999", "", ""},
		{"no code", m.Start, "", "", ""},
	} {
		got, found, after := meetings.Rung(list, test.code, test.now)
		if found != (test.found != "") || got.Slug != test.found || (after == nil) != (test.next == "" || found) || after != nil && after.Slug != test.next {
			t.Errorf("%s: %q, %v, %+v", test.name, got.Slug, found, after)
		}
	}
	early := next
	early.Started = m.Start // somebody tries it out
	if got, _, _ := meetings.Rung([]meetings.Meeting{m, early}, "202712", m.Start); got.Slug != early.Slug {
		t.Errorf("%q, not the one that has started", got.Slug)
	}
	said := meetings.SayNoMeeting(&next)
	if !strings.HasPrefix(said.SV, "Inget möte pågår just nu. Nästa möte är ") || said.EN == "" || meetings.SayNoMeeting(nil).SV == "" {
		t.Error(said)
	}
}

func TestAPollIsReadToCallersAndAnsweredOnceByAKey(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{})
	k.hears("Ingen snabbfråga är öppen just nu.", k.press(1, '2'))
	caller, _ := k.caller(1)
	told := k.room.News(caller)
	k.does(k.Ada, meetings.AddPoll{Question: "Ska vi ses i mars?", Choices: []string{"ja", "nej", "vet inte"}, Open: true})
	k.hears("Snabbfråga: Ska vi ses i mars? Tryck 1 för ja. Tryck 2 för nej. Tryck 3 för vet inte.", k.room.SayNews(caller, told).SV)
	k.hears("", k.room.SayNews(caller, k.room.News(caller)).SV)
	k.hears("Det svaret finns inte. Tryck ett annat nummer.", k.press(1, '5'))
	k.hears("Tack. Ditt svar är räknat.", k.press(1, '2'))
	k.hears("Du har redan svarat. Svaret kan inte ändras.", k.press(1, '1'))
	if p, _ := k.room.CurrentPoll(); p.Answers != 1 {
		t.Errorf("%+v", p)
	}
	k.hears("", k.room.SayNews(caller, told).SV)
}
