package feed

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

var everyForm = []string{"/tema/suicidprevention.ics", "/en/alla.ics", "/tema/suicidprevention.json", "/en/alla.json", "/tema/suicidprevention.atom", "/en/alla.atom",
	"/webbinarier.ics", "/tema/suicidprevention.ics?installda=dolj", "/tema/suicidprevention.ics?paminn=15"}

func TestEveryFormComesBackFromDiskAsItWas(t *testing.T) {
	n := season(t)
	ask := func(path string) (answers []*httptest.ResponseRecorder) {
		return []*httptest.ResponseRecorder{n.send(http.MethodGet, path), n.send(http.MethodGet, path, "Accept-Encoding", "gzip")}
	}
	before := map[string][]*httptest.ResponseRecorder{}
	for _, path := range everyForm {
		before[path] = ask(path)
	}
	n.must(n.store.Close())
	n.restart()
	for _, path := range everyForm {
		for i, now := range ask(path) {
			if was := before[path][i]; now.Code != http.StatusOK || was.Body.String() != now.Body.String() || cmp.Diff(was.Header(), now.Header()) != "" {
				t.Errorf("%s, %d: %d, as it was %v\n%s", path, i, now.Code, was.Body.String() == now.Body.String(), cmp.Diff(was.Header(), now.Header()))
			}
		}
	}
}

func TestAReaderOfJSONFeedFindsEveryMeeting(t *testing.T) {
	n := season(t)
	rec := n.send(http.MethodGet, "/en/tema/suicidprevention.json")
	if got := rec.Header().Get("Content-Type"); got != "application/feed+json; charset=utf-8" {
		t.Error(got)
	}
	var feed struct {
		Version, Title, Language string
		Home                     string `json:"home_page_url"`
		Feed                     string `json:"feed_url"`
		Items                    []struct {
			ID, URL, Title string
			Text           string    `json:"content_text"`
			Modified       time.Time `json:"date_modified"`
			Meeting        struct {
				Start, End time.Time
				Status     string
			} `json:"_meeting"`
		}
	}
	n.must(json.Unmarshal(rec.Body.Bytes(), &feed))
	if feed.Version != "https://jsonfeed.org/version/1.1" || feed.Language != "en" || feed.Feed != origin+"/en/tema/suicidprevention.json" ||
		feed.Home != origin+"/en/tema/suicidprevention" || len(feed.Items) != 11 {
		t.Errorf("%+v", feed)
	}
	events, err := strictly(n.get("/en/tema/suicidprevention.ics"))
	n.must(err)
	for i, e := range events {
		x := feed.Items[i]
		if x.ID != e.value["UID"] || x.URL != e.value["URL"] || x.Title != e.value["SUMMARY"] || x.Text != e.value["DESCRIPTION"] ||
			x.Meeting.Start.Unix() != e.start || x.Meeting.End.Unix() != e.end || x.Modified.Unix() != e.modified {
			t.Errorf("%+v is not %v", x, e.value)
		}
	}
}

func TestAReaderOfAtomFindsEveryMeeting(t *testing.T) {
	n := season(t)
	n.do("suicidprevention-2027-04-08", meetings.AddItem{Title: "<b>&amp; \"x\"\r\n</entry>\n<entry>"})
	rec := n.send(http.MethodGet, "/tema/suicidprevention.atom")
	if got := rec.Header().Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		t.Error(got)
	}
	var feed struct {
		XMLName xml.Name  `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string    `xml:"id"`
		Updated time.Time `xml:"updated"`
		Author  string    `xml:"author>name"`
		Entries []struct {
			ID      string    `xml:"id"`
			Title   string    `xml:"title"`
			Updated time.Time `xml:"updated"`
			Content string    `xml:"content"`
		} `xml:"entry"`
	}
	n.must(xml.Unmarshal(rec.Body.Bytes(), &feed))
	events, err := strictly(n.get("/tema/suicidprevention.ics"))
	n.must(err)
	if feed.ID == "" || feed.Author == "" || feed.Updated.IsZero() || len(feed.Entries) != len(events) {
		t.Errorf("%+v", feed)
	}
	for i, e := range events {
		id, _, _ := strings.Cut(e.value["UID"], "@")
		x := feed.Entries[i]
		if x.ID != "tag:moten.example.org,2026:"+id || x.Title != e.value["SUMMARY"] || !strings.HasSuffix(x.Content, e.value["DESCRIPTION"]) || x.Updated.Unix() != e.modified {
			t.Errorf("%+v is not %v", x, e.value)
		}
	}
}

func TestVariantsAreFewAndWhatElseIsAskedForIsNothing(t *testing.T) {
	n := season(t)
	plain := n.get("/tema/suicidprevention.ics")
	if strings.Contains(string(plain), "VALARM") {
		t.Error("the plain feed has an alarm")
	}
	without := string(n.get("/tema/suicidprevention.ics?installda=dolj"))
	if strings.Contains(without, "CANCELLED") || !strings.Contains(string(plain), "CANCELLED") {
		t.Error("cancelled meetings are not left out, or there are none")
	}
	alarmed := string(n.get("/tema/suicidprevention.ics?paminn=15"))
	stand := strings.Count(string(plain), "STATUS:CONFIRMED")
	if got := strings.Count(alarmed, "TRIGGER:-PT15M\r\n"); got != stand {
		t.Errorf("%d alarms for %d meetings that stand", got, stand)
	}
	if _, err := strictly([]byte(alarmed)); err != nil {
		t.Error(err)
	}
	for i := range 1000 {
		for _, query := range []string{"?x=" + strings.Repeat("y", i), "?paminn=" + strings.Repeat("1", i), "?installda=%zz", "?paminn=15&x=1", "?paminn=-15"} {
			n.send(http.MethodGet, "/tema/suicidprevention.ics"+query)
		}
	}
	if s := n.feeds.Stats(); s.Prepared > 4 {
		t.Errorf("%d copies of one feed", s.Prepared)
	}
}

func TestThePrivateCalendarHasDraftsUnderASecretThatCanBeChanged(t *testing.T) {
	n := season(t)
	_, err := n.change.Announce(t.Context(), platform, meetings.Meeting{Slug: "utkast", Status: meetings.Draft, Kind: meetings.Extra,
		Themes: []string{"suicidprevention"}, Title: meetings.Text{SV: "Hemligt"}, Start: meetings.At(n.now), Minutes: 45, Zone: "Europe/Stockholm"}, meetings.Agenda{})
	n.must(err)
	first, err := n.change.RenewPrivate(t.Context(), platform)
	n.must(err)
	n.now = n.now.Add(time.Second)
	rec := n.send(http.MethodGet, "/planera/kalender/"+first+".ics")
	if !strings.Contains(rec.Body.String(), "SUMMARY:UTKAST: Hemligt\r\nSTATUS:TENTATIVE\r\n") {
		t.Errorf("the draft is not there: %d", rec.Code)
	}
	h := rec.Header()
	if h.Get("Cache-Control") != "private, max-age=300" || h.Get("X-Robots-Tag") != "noindex" || h.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%v", h)
	}
	for _, path := range []string{"/alla.ics", "/tema/suicidprevention.ics", "/alla.json", "/alla.atom"} {
		if body := n.send(http.MethodGet, path).Body.String(); strings.Contains(body, "Hemligt") {
			t.Errorf("%s has the draft", path)
		}
	}
	drafts, err := n.store.Meeting(t.Context(), "utkast")
	n.must(err)
	n.must(n.change.RemoveDraft(t.Context(), platform, drafts.ID))
	second, err := n.change.RenewPrivate(t.Context(), platform)
	n.must(err)
	n.now = n.now.Add(time.Second)
	if rec := n.send(http.MethodGet, "/planera/kalender/"+first+".ics"); rec.Code != http.StatusNotFound {
		t.Errorf("the former address answers %d", rec.Code)
	}
	rec = n.send(http.MethodGet, "/planera/kalender/"+second+".ics")
	if rec.Code != http.StatusOK || strings.Contains(rec.Body.String(), "Hemligt") {
		t.Errorf("%d, and the removed draft is there: %v", rec.Code, strings.Contains(rec.Body.String(), "Hemligt"))
	}
}
