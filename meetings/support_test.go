package meetings

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func someSupport() Support {
	return Support{Title: "Sömn för tonåringar", Kind: "stod", Href: "https://granvik.example.org/somn"}
}

func TestAnEntryIsCleanedOrRefusedByField(t *testing.T) {
	for field, change := range map[string]func(*Support){
		"title":    func(e *Support) { e.Title = " \u200b" },
		"about":    func(e *Support) { e.About = strings.Repeat("å", MaxAbout+1) },
		"source":   func(e *Support) { e.Source = strings.Repeat("å", MaxOrganisation+1) },
		"kind":     func(e *Support) { e.Kind = "stöd" },
		"audience": func(e *Support) { e.Audiences = []string{"kommun", "alla"} },
		"language": func(e *Support) { e.Languages = []string{"svenska"} },
		"evidence": func(e *Support) { e.Evidence = "tro" },
		"captions": func(e *Support) { e.Kind = "inspelning" },
		"theme": func(e *Support) {
			for i := range MaxMarks + 1 {
				e.Themes = append(e.Themes, strings.Repeat("a", i+1))
			}
		},
		"href": func(e *Support) { e.Href = "" },
	} {
		e := someSupport()
		change(&e)
		_, err := CheckSupport(e)
		if r, ok := errors.AsType[*Refusal](err); !ok || r.Field != field || r.Say.EN == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, href := range []string{"javascript:alert(1)", "ftp://a.se/x", "https://", "https://a:b@c.se/", "https://a.se/" + strings.Repeat("x", 2000), "//a.se"} {
		e := someSupport()
		e.Href = href
		if _, err := CheckSupport(e); err == nil {
			t.Errorf("%s leads somewhere", href)
		}
	}
	e := someSupport()
	e.File = &File{}
	if _, err := CheckSupport(e); err == nil {
		t.Error("an entry leads to a page and holds a file")
	}
	e = someSupport()
	e.Title, e.Languages, e.Captions = "  Sömn\u202e för\n tonåringar ", []string{"ti", "ar", "", "ti"}, "sv"
	got, err := CheckSupport(e)
	want := someSupport()
	want.Languages = []string{"ar", "ti"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("(-want +got) %v:\n%s", err, diff)
	}
}

func TestAnOrganisationConfirmsOnceAndNotItsOwn(t *testing.T) {
	e := someSupport()
	e.Source = "Granviks kommun"
	if _, err := e.Confirm("Bergsö kommun"); err == nil {
		t.Error("one that waits is confirmed")
	}
	e.State = SupportPublished
	for _, o := range []string{"Bergsö kommun", " bergsö KOMMUN", "Granviks kommun", "Region Söderbygd"} {
		var err error
		if e, err = e.Confirm(o); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"Bergsö kommun", "Region Söderbygd"}, e.Confirmed); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestAnEditorPublishesReturnsAndTakesOff(t *testing.T) {
	e := someSupport()
	e.State = SupportProposed
	if _, err := e.Reviewed(Review{To: SupportReturned}, 1); err == nil {
		t.Error("returned without a reason")
	}
	back, err := e.Reviewed(Review{SupportReturned, Text{SV: "Vem står bakom?"}}, 1)
	if err != nil || back.State != SupportReturned || back.Published != 0 {
		t.Errorf("%+v: %v", back, err)
	}
	on, err := back.Reviewed(Review{To: SupportPublished}, 2)
	if err != nil || on.Published != 2 || !on.Returned.Empty() {
		t.Errorf("%+v: %v", on, err)
	}
	if _, err := on.Reviewed(Review{SupportReturned, Text{SV: "Nej"}}, 3); err == nil {
		t.Error("one on the list is returned")
	}
	off, err := on.Reviewed(Review{SupportWithdrawn, Text{SV: "Sidan är borta"}}, 3)
	if err != nil || off.State != SupportWithdrawn {
		t.Errorf("%+v: %v", off, err)
	}
	again, err := off.Reviewed(Review{To: SupportPublished}, 4)
	if err != nil || again.Published != 2 || again.Updated != 4 {
		t.Errorf("%+v: %v", again, err)
	}
	if _, err := on.Reviewed(Review{To: SupportProposed}, 5); err == nil {
		t.Error("an editor proposes")
	}
}
