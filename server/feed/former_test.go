package feed

import (
	"net/http"
	"testing"
	"time"
)

func TestARenamedOrMergedThemeAnswersAtItsOldAddress(t *testing.T) {
	n := season(t)
	old, other := n.get("/tema/suicidprevention.ics"), n.get("/tema/digitala-losningar.ics")
	n.must(n.change.RenameTheme(t.Context(), platform, "suicidprevention", "forebygga-suicid"))
	n.now = n.now.Add(time.Minute)
	renamed := n.get("/tema/forebygga-suicid.ics")
	if got := count(n.get("/tema/suicidprevention.ics")); got != count(old) || count(renamed) != count(old) {
		t.Errorf("%d events at the old address and %d at the new one, want %d", got, count(renamed), count(old))
	}
	n.must(n.change.MergeTheme(t.Context(), platform, "forebygga-suicid", "digitala-losningar"))
	n.now = n.now.Add(time.Minute)
	for _, path := range []string{"/tema/suicidprevention", "/tema/forebygga-suicid", "/tema/digitala-losningar"} {
		if got, want := count(n.get(path+".ics")), count(old)+count(other); got != want {
			t.Errorf("%s has %d events, want %d", path, got, want)
		}
		for _, form := range []string{".json", ".atom"} {
			if rec := n.send(http.MethodGet, path+form); rec.Code != http.StatusOK {
				t.Errorf("%s%s: %d", path, form, rec.Code)
			}
		}
	}
	n.must(n.store.Close())
	for _, restart := range []func(){func() {}, n.restart} {
		restart()
		n.now = n.now.Add(time.Hour)
		for _, path := range []string{"/tema/suicidprevention.ics", "/tema/digitala-losningar.ics"} {
			if got, want := count(n.get(path)), count(old)+count(other); got != want {
				t.Errorf("without database, %s has %d events, want %d", path, got, want)
			}
		}
	}
}

func TestMergingLosesNoMeeting(t *testing.T) {
	n := season(t)
	n.must(n.change.MergeTheme(t.Context(), platform, "suicidprevention", "digitala-losningar"))
	n.now = n.now.Add(time.Minute)
	if got := count(n.get("/alla.ics")); got != 57 {
		t.Errorf("%d events in all, want 57", got)
	}
}
