package feed

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringain/meetings"
	"ringain/meetings/store"
)

// reading is what an app makes of a feed.
type reading struct {
	Error  string
	Name   string
	Events []happening
}

type happening struct {
	UID         string
	Sequence    int
	Start       int64 // seconds since 1970
	End         int64
	Stamp       int64
	Summary     string
	Status      string
	Location    string
	Description string
	URL         string
	Categories  []string
	Conference  []string
}

// program is one that has nothing in common with ours, or with the others. It runs for
// as long as the test, and reads one calendar after the other.
type program struct {
	name string
	mu   sync.Mutex
	to   *json.Encoder
	from *json.Decoder
}

// programs are what apps read calendars with: two of JavaScript, two of Python and the
// one in C that the desktops of GNOME and KDE have.
func programs(t *testing.T) (list []*program) {
	t.Helper()
	if err := exec.Command("node", "-e", `import("./testdata/readers/node_modules/node-ical/package.json", {with: {type: "json"}})`).Run(); err != nil {
		t.Fatalf("node cannot use node-ical (%v): run deploy/setup", err)
	}
	python := ""
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(p, "-c", "import icalendar, vobject, gi; gi.require_version('ICalGLib', '3.0')").Run() == nil {
			python = p
		}
	}
	if python == "" {
		t.Fatal("python3 has no icalendar, vobject or libical: run deploy/setup")
	}
	for _, name := range []string{"ical.js", "node-ical"} {
		list = append(list, start(t, name, "node", "testdata/readers/read.js"))
	}
	for _, name := range []string{"icalendar", "vobject", "libical"} {
		list = append(list, start(t, name, python, "testdata/readers/read.py"))
	}
	return list
}

// start starts a program, which ends when its input does.
func start(t *testing.T, name string, command ...string) *program {
	t.Helper()
	c := exec.Command(command[0], append(command[1:], name)...)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := c.Wait(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	})
	return &program{name: name, to: json.NewEncoder(in), from: json.NewDecoder(out)}
}

// read has the program read a calendar.
func (p *program) read(feed []byte) (r reading, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.to.Encode(string(feed)); err != nil {
		return r, err
	}
	if err := p.from.Decode(&r); err != nil {
		return r, err
	}
	if r.Error != "" {
		return r, errors.New(r.Error)
	}
	return r, nil
}

func (p *program) mustRead(t *testing.T, feed []byte) reading {
	t.Helper()
	r, err := p.read(feed)
	if err != nil {
		t.Fatalf("%s: %v", p.name, err)
	}
	return r
}

// told is what the platform says happens, in the words of a reader.
func (n *node) told(lang meetings.Lang, which store.Which) (list []happening) {
	n.t.Helper()
	all, err := n.store.Meetings(n.t.Context(), which)
	n.must(err)
	for _, m := range all {
		e := happening{
			UID: string(m.ID) + "@moten.example.org", Sequence: m.Sequence, Start: int64(m.Start) / 1000, End: int64(m.End()) / 1000,
			Stamp: int64(m.Changed) / 1000, Summary: m.Title.In(lang), Status: "CONFIRMED", URL: origin + lang.Path("/moten/"+m.Slug),
		}
		switch {
		case m.Status == meetings.Cancelled:
			e.Status, e.Summary = "CANCELLED", map[meetings.Lang]string{meetings.SV: "INSTÄLLT: ", meetings.EN: "CANCELLED: "}[lang]+e.Summary
		case m.MovedFrom != 0:
			e.Summary = map[meetings.Lang]string{meetings.SV: "FLYTTAT: ", meetings.EN: "MOVED: "}[lang] + e.Summary
		}
		list = append(list, e)
	}
	return list
}

func TestFiveProgramsReadWhatThePlatformSays(t *testing.T) {
	n := season(t)
	recent := meetings.At(n.now.AddDate(0, 0, -400))
	for _, p := range programs(t) {
		for path, which := range map[string]store.Which{
			"/alla.ics":                             {From: recent},
			"/en/alla.ics":                          {From: recent},
			"/tema/suicidprevention.ics":            {Theme: "suicidprevention"},
			"/en/tema/barn-och-unga.ics":            {Theme: "barn-och-unga"},
			"/tema/migration-och-psykisk-halsa.ics": {Theme: "migration-och-psykisk-halsa"},
		} {
			got := p.mustRead(t, n.get(path))
			ours := cmpopts.IgnoreFields(happening{}, "Location", "Description", "Categories", "Conference")
			if diff := cmp.Diff(n.told(meetings.PathLang(path), which), got.Events, ours); diff != "" {
				t.Errorf("%s reads %s otherwise (-platform +reader):\n%s", p.name, path, diff)
			}
		}
	}
}

func TestFiveProgramsReadHostileTextAlike(t *testing.T) {
	n := season(t)
	slugs := []string{"barn-och-unga-2027-01-19", "barn-och-unga-2027-01-26", "barn-och-unga-2027-02-02", "barn-och-unga-2027-02-09", "barn-och-unga-2027-02-16"}
	for i, text := range []string{
		`"Barn"; unga, \ och\ "alla" ^n^'`, "a\r\nATTENDEE:mailto:x@example.org\r\nEND:VEVENT\rb", "\x00\a\x1b[31mröd\u0085\u2028\ufeff",
		"👩🏽‍🚒 \u202eאבג\u2066 عربي\u200f e\u0301 \xff\xfe", strings.Repeat("å", 100) + strings.Repeat(" 😀🇸🇪", 20),
	} {
		n.do(slugs[i], meetings.EditMeeting{Title: meetings.Text{SV: text}, Minutes: 45, Note: meetings.Text{SV: text},
			Ways: meetings.Ways{Phone: "+46 8 465 004 10", Link: "https://video.example.org/å?q=ö;a,b"}})
		n.do(slugs[i], meetings.CancelMeeting{Reason: meetings.Text{SV: text}})
		n.do(slugs[i], meetings.RestoreMeeting{})
		n.do(slugs[i], meetings.AddItem{Title: text, Presenter: text, Minutes: 5})
	}
	feed := n.get("/tema/barn-och-unga.ics")
	var all []reading
	list := programs(t)
	for _, p := range list {
		got := p.mustRead(t, feed)
		ours := cmpopts.IgnoreFields(happening{}, "Location", "Description", "Categories", "Conference")
		if diff := cmp.Diff(n.told(meetings.SV, store.Which{Theme: "barn-och-unga"}), got.Events, ours); diff != "" {
			t.Errorf("%s reads otherwise (-platform +reader):\n%s", p.name, diff)
		}
		if p.name == "libical" || p.name == "vobject" { // they know no CONFERENCE, and cut its value at a comma
			for i := range got.Events {
				got.Events[i].Conference = all[0].Events[i].Conference
			}
		}
		all = append(all, got)
	}
	for i, other := range all[1:] {
		if diff := cmp.Diff(all[0], other); diff != "" {
			t.Errorf("%s and %s differ:\n%s", list[0].name, list[i+1].name, diff)
		}
	}
}

func TestTheSeasonHasItsTotalsAndItsStartsInUTC(t *testing.T) {
	n := season(t)
	got := start(t, "ical.js", "node", "testdata/readers/read.js").mustRead(t, n.get("/tema/psykisk-halsa-i-kristid.ics"))
	cancelled, moved, starts := 0, 0, map[string]string{}
	for _, e := range got.Events {
		if e.Status == "CANCELLED" {
			cancelled++
		}
		if strings.HasPrefix(e.Summary, "FLYTTAT: ") {
			moved++
		}
		start := time.Unix(e.Start, 0).UTC()
		starts[start.Format(time.DateOnly)] = start.Format("15:04Z")
	}
	if want := []int{57, 2, 1}; !slices.Equal(want, []int{len(got.Events), cancelled, moved}) {
		t.Errorf("%d published, %d cancelled, %d moved; want %v", len(got.Events), cancelled, moved, want)
	}
	for day, want := range map[string]string{"2027-03-23": "11:00Z", "2027-03-24": "11:00Z", "2027-03-31": "10:00Z", "2027-04-01": "10:00Z", "2027-06-16": "10:00Z"} {
		if starts[day] != want {
			t.Errorf("%s starts %s, want %s", day, starts[day], want)
		}
	}
	for theme, want := range map[string]int{"barn-och-unga": 24, "vuxna-och-aldre": 12, "digitala-losningar": 6, "suicidprevention": 11, "migration-och-psykisk-halsa": 5} {
		if is := count(n.get("/tema/" + theme + ".ics")); is != want {
			t.Errorf("%s has %d events, want %d", theme, is, want)
		}
	}
}
