package meetings_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
)

func TestARealPastedAgendaIsSixItems(t *testing.T) {
	p, err := sample.Season()
	if err != nil {
		t.Fatal(err)
	}
	want := []meetings.Item{
		{Title: "Välkomna"},
		{Title: "Slutrapport överenskommelsen psykisk hälsa 2019"},
		{Title: "Brukardelaktighet"},
		{Title: "Öppen samordning för psykisk hälsa i kristid"},
		{Title: "Överenskommelsen psykisk hälsa 2020 - var står vi nu?"},
		{Title: "Frågor"},
	}
	if diff := cmp.Diff(want, meetings.ParseItems(p.Pasted)); diff != "" {
		t.Error(diff)
	}
}

func TestBulletsAndMinutesAreUnderstood(t *testing.T) {
	for _, row := range []struct {
		line    string
		title   string
		minutes int
	}{
		{"Välkomna (3)", "Välkomna", 3},
		{"2. Laget runt, 10 min", "Laget runt", 10},
		{"12) Laget runt 10 min.", "Laget runt", 10},
		{"a) Laget runt – 10 minuter", "Laget runt", 10},
		{"- Laget runt [10 min]", "Laget runt", 10},
		{"•Laget runt: 10 minutes", "Laget runt", 10},
		{"\uf0b7\tLaget runt (10 min)", "Laget runt", 10},
		{"* Laget runt 10m", "Laget runt", 10},
		{"Covid-19", "Covid-19", 0},
		{"Beslut 12", "Beslut 12", 0},
		{"Slutrapport 2019", "Slutrapport 2019", 0},
		{"Överenskommelsen (2020)", "Överenskommelsen (2020)", 0},
		{"Ämne 5–10 år", "Ämne 5–10 år", 0},
		{"E-post", "E-post", 0},
		{"2027 blir bättre", "2027 blir bättre", 0},
		{"3 frågor", "3 frågor", 0},
	} {
		want := []meetings.Item{{Title: row.title, Minutes: row.minutes, Round: row.title == "Laget runt"}}
		if diff := cmp.Diff(want, meetings.ParseItems(row.line)); diff != "" {
			t.Errorf("%q: %s", row.line, diff)
		}
	}
}

func TestLinesWithoutWordsAreNoItems(t *testing.T) {
	for _, text := range []string{"", "\r\n\r\n", "•", "-----", "10 min", "(5)", "…"} {
		if items := meetings.ParseItems(text); len(items) != 0 {
			t.Errorf("%q gives %+v", text, items)
		}
	}
}

// FuzzParseItems: every item has a title that is clean, and no minutes below none.
func FuzzParseItems(f *testing.F) {
	for _, seed := range []string{"• Välkomna\r\n\r\n2. Frågor, 10 min", "a) x (3)", "((((5", "– 5 m", "1.\t2.\t3. x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, i := range meetings.ParseItems(text) {
			if i.Title == "" || meetings.Line(i.Title) != i.Title || i.Minutes < 0 || i.Minutes > 999 || i.ID != "" {
				t.Errorf("%q gives %+v", text, i)
			}
		}
	})
}
