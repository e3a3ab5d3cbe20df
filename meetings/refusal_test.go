package meetings_test

import (
	"errors"
	"testing"

	"ringain/meetings"
)

func TestAFaultSaysWhatWasAttemptedAndARefusalStaysAsItIs(t *testing.T) {
	broken := errors.New("disk full")
	keep := func(cause error) (err error) {
		defer meetings.Wrap(&err, "keep %s", "m1")
		return cause
	}
	if err := keep(nil); err != nil {
		t.Error(err)
	}
	if err := keep(broken); err.Error() != "keep m1: disk full" || !errors.Is(err, broken) {
		t.Error(err)
	}
	refusal := meetings.Refuse(meetings.Late, "För sent.", "Too late.").About("start")
	if err := keep(refusal); err != error(refusal) || err.Error() != "late: Too late." || refusal.Field != "start" {
		t.Error(err)
	}
}

func TestATextIsShownInTheLanguageThereIs(t *testing.T) {
	both, swedish, english := meetings.Text{SV: "Floder", EN: "Rivers"}, meetings.Text{SV: "Floder"}, meetings.Text{EN: "Rivers"}
	for _, row := range []struct {
		text   meetings.Text
		sv, en string
	}{{both, "Floder", "Rivers"}, {swedish, "Floder", "Floder"}, {english, "Rivers", "Rivers"}, {meetings.Text{}, "", ""}} {
		if row.text.In(meetings.SV) != row.sv || row.text.In(meetings.EN) != row.en || row.text.Empty() != (row.sv == "") {
			t.Errorf("%+v is shown %q and %q", row.text, row.text.In(meetings.SV), row.text.In(meetings.EN))
		}
	}
}

func TestEnglishAddressesAreTheSameWordsAfterEn(t *testing.T) {
	for path, want := range map[string]meetings.Lang{"/en": meetings.EN, "/en/tema/floder": meetings.EN, "/tema/floder": meetings.SV, "/enkelt": meetings.SV, "/": meetings.SV} {
		if got := meetings.PathLang(path); got != want {
			t.Errorf("%s is in %s, want %s", path, got, want)
		}
	}
	if meetings.SV.Path("/tema/floder") != "/tema/floder" || meetings.EN.Path("/tema/floder") != "/en/tema/floder" {
		t.Error(meetings.SV.Path("/tema/floder"), meetings.EN.Path("/tema/floder"))
	}
}

func TestAGuestIsCleanedAndCheckedAtTheDoor(t *testing.T) {
	p, err := meetings.NewGuest("cy", " Cy\u202e \n", "Ferry  Company", "foretag")
	if err != nil || p.Author() != (meetings.Author{ID: "cy", Name: "Cy"}) || p.Organisation != "Ferry Company" || p.Role != meetings.Guest {
		t.Errorf("%+v, %v", p, err)
	}
	_, err = meetings.NewGuest("cy", "\u200b", "", "")
	wantRefusal(t, "no name", err, "name")
	_, err = meetings.NewGuest("cy", "Cy", "", "pirat")
	wantRefusal(t, "unknown sector", err, "sector")
}
