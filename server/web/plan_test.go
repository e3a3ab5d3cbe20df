package web

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"ringain/meetings"
)

const (
	planned   = "/moten/barn-och-unga-2027-01-19"
	plannedAt = "barn-och-unga-2027-01-19"
)

func TestACancelledMeetingSaysSoEverywhereAndCanBeTakenBack(t *testing.T) {
	w := season(t)
	organiser(w)
	version := w.version("barn-och-unga")
	form := w.filled(w.get(planned+"/stall-in"), planned+"/stall-in", url.Values{"reason": {"Mötesledaren är sjuk"}, "reason_en": {"The chair is ill"}})
	for range 2 { // pressed twice
		a := w.post(planned+"/stall-in", form)
		if a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != planned+"?gjort=installt&andring=1" {
			t.Fatalf("status %d, to %s\n%s", a.StatusCode, a.Header.Get("Location"), a.text)
		}
	}
	room, seq := w.room(plannedAt)
	if room.Meeting.Status != meetings.Cancelled || seq != 1 || room.Meeting.Sequence != 1 {
		t.Errorf("%s, %d events, revision %d", room.Meeting.Status, seq, room.Meeting.Sequence)
	}
	if got := w.version("barn-och-unga"); got != version+1 {
		t.Errorf("the feed went from version %d to %d", version, got)
	}
	a := w.get(planned + "?gjort=installt")
	if !strings.Contains(parse(t, a.text).main(), "Mötet är inställt. Skäl: Mötesledaren är sjuk") {
		t.Error("the page does not say that the meeting is cancelled, and why")
	}
	back := w.post(planned+"/aterstall", w.filled(a, planned+"/aterstall", nil))
	if back.Header.Get("Location") != planned+"?gjort=aterstallt&andring=2" {
		t.Fatalf("undone: %d, to %s", back.StatusCode, back.Header.Get("Location"))
	}
	if room, seq := w.room(plannedAt); room.Meeting.Status != meetings.Planned || seq != 2 {
		t.Errorf("%s, %d events", room.Meeting.Status, seq)
	}
}

func TestACancellationWithoutReasonIsRefusedByItsField(t *testing.T) {
	w := season(t)
	organiser(w)
	form := w.filled(w.get(planned+"/stall-in"), planned+"/stall-in", url.Values{"reason": {strings.Repeat("för långt ", 30)}})
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		a := w.post(lang.Path(planned+"/stall-in"), form)
		w.whole(a, lang)
		if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `href="#reason"`) || !strings.Contains(a.text, `id="reason-error"`) {
			t.Errorf("status %d:\n%s", a.StatusCode, a.text)
		}
		if kept := w.filled(a, lang.Path(planned+"/stall-in"), nil); kept.Encode() != form.Encode() {
			t.Errorf("typed %v, kept %v", form, kept)
		}
	}
	if _, seq := w.room(plannedAt); seq != 0 {
		t.Error("something was done")
	}
}

func TestAMovedMeetingKeepsItsAddressAndCanBeMovedBack(t *testing.T) {
	w := season(t)
	organiser(w)
	path := planned + "/flytta"
	form := w.filled(w.get(path), path, url.Values{"day": {"20/1"}, "reason": {"Lokalen är upptagen"}, "do": {"look"}})
	looked := w.post(path, form)
	w.whole(looked, meetings.SV)
	main := parse(t, looked.text).main()
	for _, says := range []string{"Onsdag 20 januari 2027, kl. 12.00–12.45, v. 3", "Krockar med Vuxna och äldre – öppet samordningsmöte"} {
		if !strings.Contains(main, says) {
			t.Errorf("does not say %q:\n%s", says, main)
		}
	}
	if _, seq := w.room(plannedAt); seq != 0 {
		t.Fatal("looking moved it")
	}
	form = w.filled(looked, path, url.Values{"start": {"14.30"}})
	var to string
	for range 2 {
		to = w.post(path, form).Header.Get("Location")
		if room, seq := w.room(plannedAt); seq != 1 || room.Meeting.Start != meetings.At(at(t, "2027-01-20 14.30")) {
			t.Fatalf("%d events, start %d", seq, room.Meeting.Start)
		}
	}
	undo := planned + "/angra"
	back := w.filled(w.get(to), undo, nil)
	for range 2 { // a form that is sent twice has one effect
		if a := w.post(undo, back); a.Header.Get("Location") != planned+"?gjort=angrat" {
			t.Fatalf("status %d, to %s", a.StatusCode, a.Header.Get("Location"))
		}
	}
	if again := w.get(planned); strings.Contains(again.text, undo) {
		t.Error("what is undone is offered to be undone")
	}
	room, _ := w.room(plannedAt)
	if room.Meeting.Start != meetings.At(at(t, "2027-01-19 12.00")) || room.Meeting.MovedFrom != 0 {
		t.Errorf("start %d, moved from %d", room.Meeting.Start, room.Meeting.MovedFrom)
	}
}

func TestABadDayIsRefusedByItsField(t *testing.T) {
	w := season(t)
	organiser(w)
	path := planned + "/flytta"
	first := w.get(path)
	for _, c := range []struct{ field, typed, says string }{
		{"day", "i morgon", "Skriv dagen som 2027-04-01."},
		{"day", "2026-11-01", "Den tiden har redan varit."},
		{"start", "25.00", "Skriv klockslaget som 12.00."},
		{"reason", "", "Fältet är tomt."},
	} {
		form := w.filled(first, path, url.Values{"day": {"2027-01-21"}, "reason": {"Skäl"}})
		form.Set(c.field, c.typed)
		a := w.post(path, form)
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `id="`+c.field+`-error"`) || !strings.Contains(a.text, c.says) {
			t.Errorf("%s %q: %d", c.field, c.typed, a.StatusCode)
		}
		if kept := w.filled(a, path, nil); kept.Encode() != form.Encode() {
			t.Errorf("typed %v, kept %v", form, kept)
		}
	}
}

func TestAChangedMeetingLeavesTheRestOfItsSeries(t *testing.T) {
	w := season(t)
	organiser(w)
	path := planned + "/andra"
	form := w.filled(w.get(path), path, url.Values{"minutes": {"90"}, "note": {"Gäst: längre möte"}, "phone": {"08-123"}})
	a := w.post(path, form)
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `id="phone-error"`) || !strings.Contains(a.text, "1 timme och 30 minuter är långt") {
		t.Errorf("status %d", a.StatusCode)
	}
	form = w.filled(a, path, url.Values{"phone": {"+46 8 465 004 20"}})
	if a := w.post(path, form); a.Header.Get("Location") != planned+"?gjort=andrat&andring=1" {
		t.Fatalf("status %d, to %s", a.StatusCode, a.Header.Get("Location"))
	}
	room, _ := w.room(plannedAt)
	if m := room.Meeting; m.Minutes != 90 || m.Note.SV != "Gäst: längre möte" || m.Ways.Phone != "+46 8 465 004 20" || m.Title.EN == "" {
		t.Errorf("%+v", m)
	}
	if next, seq := w.room("barn-och-unga-2027-01-26"); next.Meeting.Minutes != 45 || seq != 0 {
		t.Error("the next meeting was changed too")
	}
}

func TestAnExtraMeetingIsAnnouncedOnce(t *testing.T) {
	w := season(t)
	organiser(w)
	path := "/planera/mote"
	first := w.get(path + "?tema=barn-och-unga")
	form := w.filled(first, path, url.Values{"title": {"Extra: Stöd efter stormen"}, "themes": {"barn-och-unga", "vuxna-och-aldre"}, "day": {"12 feb"}})
	if form.Get("phone") != "+46 8 465 004 10" || form.Get("minutes") != "45" || form.Get("start") != "12.00" {
		t.Errorf("what is usual is not filled in: %v", form)
	}
	before := len(w.of("barn-och-unga"))
	for range 2 {
		a := w.post(path, form)
		if a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(a.Header.Get("Location"), "/moten/extra-2027-02-12") {
			t.Fatalf("status %d, to %s\n%s", a.StatusCode, a.Header.Get("Location"), a.text)
		}
	}
	if got := len(w.of("barn-och-unga")); got != before+1 {
		t.Errorf("%d meetings more", got-before)
	}
	looked := w.post(path, w.filled(first, path, url.Values{"day": {"2027-05-06"}, "do": {"look"}}))
	if main := parse(t, looked.text).main(); !strings.Contains(main, "Röd dag: Kristi himmelsfärdsdag") {
		t.Errorf("the day is not shown:\n%s", main)
	}
	for field, typed := range map[string]string{"title": "", "themes": "inget", "day": "", "start": "12.99", "minutes": "fyrtio", "phone": "08", "code": "abc", "link": "http://x"} {
		bad := w.filled(first, path, form)
		bad.Set(field, typed)
		a := w.post(path, bad)
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `id="`+field+`-error"`) {
			t.Errorf("%s %q: %d", field, typed, a.StatusCode)
		}
	}
}

func TestAFormThatIsSentManyTimesAtOnceHasOneEffect(t *testing.T) {
	w := season(t)
	series := typed(w)
	series.Set("do", "save")
	extra := w.filled(w.get("/planera/mote"), "/planera/mote", url.Values{"title": {"Extra: Stöd efter stormen"}, "themes": {"barn-och-unga"}, "day": {"2027-02-15"}})
	before := len(w.of("barn-och-unga"))
	for path, form := range map[string]url.Values{"/planera/mote": extra, seriesPath: series} {
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if a := w.post(path, form); a.StatusCode != http.StatusSeeOther {
					t.Errorf("%s: status %d", path, a.StatusCode)
				}
			})
		}
		all.Wait()
	}
	if got := len(w.of("barn-och-unga")) - before; got != 1 {
		t.Errorf("%d extra meetings", got)
	}
	if got := len(w.of("ak-sakert-pa-isen")); got != 7 {
		t.Errorf("%d meetings of the series", got)
	}
}

func TestThatSomebodyElsePresentsAnItemCanBeTakenBack(t *testing.T) {
	w := season(t)
	organiser(w)
	room, _ := w.room(plannedAt)
	ada := meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser}
	item := room.Agenda.Items[1]
	edit := func(id meetings.ID, title, presenter string) {
		t.Helper()
		if _, err := w.change.Do(t.Context(), ada, room.Meeting.ID, id, meetings.EditItem{Item: item.ID, Title: title, Minutes: item.Minutes, Presenter: presenter}); err != nil {
			t.Fatal(err)
		}
	}
	edit("0123456789abcdef1", "En annan rubrik", item.Presenter)
	if a := w.get(planned); strings.Contains(a.text, planned+"/angra") {
		t.Error("another title is offered to be undone on the page of the meeting")
	}
	edit("0123456789abcdef2", "En annan rubrik", "Gun Ek")
	w.tells(planned, "Mötet ändrades kl.", "Ångra ändringen", "Gun Ek")
	back := w.filled(w.get(planned), planned+"/angra", nil)
	for range 2 {
		if a := w.post(planned+"/angra", back); a.Header.Get("Location") != planned+"?gjort=angrat" {
			t.Fatalf("status %d, to %s", a.StatusCode, a.Header.Get("Location"))
		}
	}
	if after, seq := w.room(plannedAt); after.Agenda.Items[1].Presenter != item.Presenter || after.Agenda.Items[1].Title != "En annan rubrik" || seq != 3 {
		t.Errorf("%+v after %d events", after.Agenda.Items[1], seq)
	}
	if a := w.get(planned); strings.Contains(a.text, planned+"/angra") {
		t.Error("what is undone is offered to be undone")
	}
}

func TestMinutesOfAMeetingThatIsNotOverAreNotReviewed(t *testing.T) {
	w := season(t)
	organiser(w)
	const review = planned + "/minnesanteckningar/granska"
	for lang, says := range map[meetings.Lang]string{meetings.SV: "Mötet är inte slut än.", meetings.EN: "The meeting is not over yet."} {
		for _, a := range []answer{w.get(lang.Path(review)), w.post(lang.Path(review), url.Values{"id": {"0123456789abcdef1"}, "do": {"publish"}})} {
			if main := parse(t, a.text).main(); a.StatusCode != http.StatusConflict || !strings.Contains(main, says) || !strings.Contains(a.text, lang.Path(planned+"/rum")) {
				t.Errorf("%d:\n%s", a.StatusCode, main)
			}
		}
	}
}
