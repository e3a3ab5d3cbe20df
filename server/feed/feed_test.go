package feed

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func TestAChangeIsInEveryFeedWithinASecond(t *testing.T) {
	n := season(t)
	paths := []string{"/tema/suicidprevention.ics", "/en/tema/psykisk-halsa-i-kristid.ics", "/alla.ics", "/moten/suicidprevention-2027-04-08.ics"}
	before := map[string][]byte{}
	for _, path := range paths {
		before[path] = n.get(path)
	}
	other := n.get("/tema/digitala-losningar.ics")
	m, err := n.store.Meeting(t.Context(), "suicidprevention-2027-04-08")
	n.must(err)
	_, err = n.change.Do(t.Context(), platform, m.ID, n.newID(), meetings.CancelMeeting{Reason: meetings.Text{SV: "Snö"}})
	n.must(err)
	n.now = n.now.Add(999 * time.Millisecond)
	if !bytes.Equal(n.get("/alla.ics"), before["/alla.ics"]) {
		t.Error("the database was asked again within a second")
	}
	n.now = n.now.Add(time.Millisecond)
	for _, path := range paths {
		if bytes.Equal(n.get(path), before[path]) {
			t.Errorf("%s does not have the change", path)
		}
	}
	if !bytes.Equal(n.get("/tema/digitala-losningar.ics"), other) {
		t.Error("the feed of another theme has changed")
	}
}

func TestTheBusTellsOfAChangeAtOnce(t *testing.T) {
	n := season(t)
	n.feeds.Bus = n.bus
	defer n.feeds.listen()()
	before := n.get("/alla.ics")
	m, err := n.store.Meeting(t.Context(), "suicidprevention-2027-04-08")
	n.must(err)
	_, err = n.change.Do(t.Context(), platform, m.ID, n.newID(), meetings.CancelMeeting{Reason: meetings.Text{SV: "Snö"}})
	n.must(err)
	if bytes.Equal(n.get("/alla.ics"), before) {
		t.Error("the feed is as it was before the change")
	}
}

func TestRunPreparesTheFeedsOfAllThemesAndKeepsWhatTheyShow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := season(t)
		n.feeds.Bus, n.feeds.Now = n.bus, time.Now
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- n.feeds.Run(ctx) }()
		time.Sleep(time.Second) // of the bubble: Run is waiting then
		if s := n.feeds.Stats(); s.Prepared != 14 || s.Built != 14 {
			t.Errorf("%d prepared and %d built, want 14: six themes and everything, in two languages", s.Prepared, s.Built)
		}
		n.do("suicidprevention-2027-04-08", meetings.CancelMeeting{Reason: meetings.Text{SV: "Snö"}})
		time.Sleep(2 * time.Second)
		if s := n.feeds.Stats(); s.Built != 14+6 {
			t.Errorf("%d built, want 6 more: the theme, what gathers it and everything", s.Built)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		n.must(n.store.Close())
		before := n.send(http.MethodGet, "/alla.ics")
		n.start(nil)
		if again := n.send(http.MethodGet, "/alla.ics"); again.Code != http.StatusOK || !bytes.Equal(again.Body.Bytes(), before.Body.Bytes()) {
			t.Errorf("a start without database: %d, and the feed is as it was: %v", again.Code, bytes.Equal(again.Body.Bytes(), before.Body.Bytes()))
		}
	})
}

func TestAFeedKeepsItsBytesUntilSomethingChanges(t *testing.T) {
	n := season(t)
	first := n.send(http.MethodGet, "/tema/barn-och-unga.ics")
	n.now = n.now.AddDate(0, 0, 1)
	n.restart()
	again := n.send(http.MethodGet, "/tema/barn-och-unga.ics")
	if diff := cmp.Diff(first.Body.String(), again.Body.String()); diff != "" {
		t.Errorf("a day later, after a restart:\n%s", diff)
	}
	for _, name := range []string{"ETag", "Last-Modified"} {
		if a, b := first.Header().Get(name), again.Header().Get(name); a != b {
			t.Errorf("%s was %s and is %s", name, a, b)
		}
	}
	if built := n.feeds.Stats().Built; built != 1 {
		t.Errorf("built %d times", built)
	}
}

func TestLastModifiedNeverMovesBackAndMovesWithTheBytes(t *testing.T) {
	n := season(t)
	const path, slug = "/tema/migration-och-psykisk-halsa.ics", "migration-och-psykisk-halsa-2027-05-31"
	because := meetings.Text{SV: "Snö"}
	var last time.Time
	body := ""
	look := func(what string) {
		t.Helper()
		rec := n.send(http.MethodGet, path)
		modified, err := http.ParseTime(rec.Header().Get("Last-Modified"))
		n.must(err)
		if changed := rec.Body.String() != body; changed && !modified.After(last) || !changed && !modified.Equal(last) {
			t.Errorf("%s: changed is %v, and Last-Modified was %v and is %v", what, changed, last, modified)
		}
		if modified.After(n.now) {
			t.Errorf("%s: Last-Modified is %v, to come", what, modified)
		}
		body, last = rec.Body.String(), modified
	}
	look("at first")
	for _, c := range []meetings.Command{
		meetings.MoveMeeting{Start: begins(day("2027-06-04")).Add(12 * time.Hour), Reason: because}, meetings.CancelMeeting{Reason: because},
		meetings.RestoreMeeting{}, meetings.AddItem{Title: "Bryggor"}, meetings.StartAgenda{},
		meetings.EditMeeting{Title: meetings.Text{SV: "Båtar"}, Minutes: 60},
	} {
		n.do(slug, c)
		look(c.Do())
		n.restart()
		look("restart after " + c.Do())
	}
	for range 118 {
		n.now = n.now.AddDate(0, 0, 5)
		look(n.now.Format(time.DateOnly))
	}
	if strings.Contains(body, "20270426T") || !strings.Contains(body, "20270604T") {
		t.Errorf("on %v the feed does not hold the past 400 days:\n%s", n.now, body)
	}
}

func TestTwoNodesGiveTheSame(t *testing.T) {
	n := season(t)
	for _, path := range []string{"/alla.ics", "/en/tema/barn-och-unga.ics"} {
		a := n.send(http.MethodGet, path, "Accept-Encoding", "gzip")
		first := n.feeds
		n.restart()
		b := n.send(http.MethodGet, path, "Accept-Encoding", "gzip")
		if first == n.feeds || a.Header().Get("ETag") != b.Header().Get("ETag") || !bytes.Equal(a.Body.Bytes(), b.Body.Bytes()) {
			t.Errorf("%s differs", path)
		}
	}
}

func TestAMeetingThatCannotBeWrittenIsLeftOutAlone(t *testing.T) {
	n := season(t)
	_, err := n.change.Announce(t.Context(), platform, meetings.Meeting{Slug: "trasigt", Status: meetings.Planned, Kind: meetings.Extra,
		Themes: []string{"suicidprevention"}, Title: meetings.Text{SV: "Trasigt"}, Start: 1 << 52, Minutes: 45, Zone: "Europe/Stockholm"}, meetings.Agenda{})
	n.must(err)
	if got := count(n.get("/tema/suicidprevention.ics")); got != 11 {
		t.Errorf("%d events, want the other 11", got)
	}
	if left := n.feeds.Stats().LeftOut; left != 1 {
		t.Errorf("%d counted as left out", left)
	}
}

func TestManyWhoAskAtOnceHaveAFeedMadeOnce(t *testing.T) {
	n := season(t)
	var asking sync.WaitGroup
	for range 100 {
		asking.Go(func() { n.send(http.MethodGet, "/alla.ics") })
	}
	asking.Wait()
	if s := n.feeds.Stats(); s.Built != 1 || s.Sent != 100 {
		t.Errorf("built %d times for %d answers", s.Built, s.Sent)
	}
}

func TestANewNameOfAThemeIsInEveryFeedThatShowsIt(t *testing.T) {
	n := season(t)
	before := n.send(http.MethodGet, "/tema/vuxna-och-aldre.ics").Header().Get("ETag")
	theme, err := n.store.Theme(t.Context(), "barn-och-unga")
	n.must(err)
	theme.Name.SV = "Barn, unga och familjer"
	n.must(n.change.SaveTheme(t.Context(), platform, theme, 1))
	n.now = n.now.Add(time.Second)
	rec := n.send(http.MethodGet, "/tema/vuxna-och-aldre.ics") // the extra meeting has both themes
	if rec.Header().Get("ETag") == before || !strings.Contains(rec.Body.String(), `Barn\, unga och familjer`) {
		t.Errorf("the feed of the other theme has the old name")
	}
}
