package feed

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestATokenIsAskedForOnceWhetherItStandsForSomethingOrNot(t *testing.T) {
	n := season(t)
	known, err := n.change.Choose(t.Context(), []string{"suicidprevention"})
	n.must(err)
	for token, want := range map[string]int{known: http.StatusOK, "23456789": http.StatusNotFound} {
		if rec := n.send(http.MethodGet, "/kalender/"+token+".ics"); rec.Code != want {
			t.Fatalf("%s: %d", token, rec.Code)
		}
	}
	n.must(n.store.Close()) // whoever asks it now is answered 503
	for _, row := range []struct {
		token string
		after time.Duration
		want  int
	}{
		{known, 0, http.StatusOK},
		{"23456789", 59 * time.Second, http.StatusNotFound},
		{"23456789", time.Second, http.StatusServiceUnavailable},
		{"3456789A", 0, http.StatusServiceUnavailable},
		{"nej", 0, http.StatusNotFound},
		{known, time.Hour, http.StatusOK},
	} {
		n.now = n.now.Add(row.after)
		if rec := n.send(http.MethodGet, "/en/kalender/"+row.token+".ics"); rec.Code != row.want {
			t.Errorf("%s: %d, want %d", row.token, rec.Code, row.want)
		}
	}
}

func TestWhoeverGuessesTokensDoesNotBusyTheDatabase(t *testing.T) {
	n := season(t)
	known, err := n.change.Choose(t.Context(), []string{"suicidprevention"})
	n.must(err)
	n.get("/kalender/" + known + ".ics")
	said, status := n.quiet(), map[int]int{}
	for i := range 3000 {
		guess := strings.Map(func(r rune) rune { return r + 'A' - '0' }, fmt.Sprintf("%08d", i))
		status[n.send(http.MethodGet, "/kalender/"+guess+".ics").Code]++
	}
	if diff := cmp.Diff(map[int]int{http.StatusNotFound: lookUpsOnce - 1, http.StatusTooManyRequests: 3000 - lookUpsOnce + 1}, status); diff != "" || said.Len() > 0 {
		t.Errorf("(-want +got)\n%s\nand the log says %s", diff, said)
	}
	n.get("/en/kalender/" + known + ".ics")
}

func TestFeedsThatNobodyAsksForMakeRoom(t *testing.T) {
	n := season(t)
	n.feeds.shelf.rest.most = 300_000
	themes := []string{"barn-och-unga", "vuxna-och-aldre", "digitala-losningar", "suicidprevention", "migration-och-psykisk-halsa"}
	n.get("/alla.ics")
	for set := 1; set < 1<<len(themes); set++ {
		var some []string
		for i, theme := range themes {
			if set&(1<<i) != 0 {
				some = append(some, theme)
			}
		}
		token, err := n.change.Choose(t.Context(), some)
		n.must(err)
		for _, variant := range []string{"", "?paminn=15", "?installda=dolj"} {
			n.get("/kalender/" + token + ".ics" + variant)
		}
		n.get("/kalender/" + token + ".ics")
	}
	if _, bytes := n.feeds.shelf.rest.size(); bytes > 300_000 || bytes < 100_000 {
		t.Errorf("%d bytes are held", bytes)
	}
	built := n.feeds.Stats().Built
	n.get("/alla.ics")
	if n.feeds.Stats().Built != built {
		t.Error("the feed of everything has made room too")
	}
}

func TestWhatWasAskedForLastIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 20
		r := recent[string, int]{most: most}
		type kept struct{ value, size int }
		is, order := map[string]kept{}, []string{} // the last asked for at the end
		touch := func(key string) {
			forget := order[:0:0]
			for _, other := range order {
				if other != key {
					forget = append(forget, other)
				}
			}
			order = append(forget, key)
		}
		for i := range rapid.IntRange(1, 60).Draw(t, "steps") {
			key := fmt.Sprint(rapid.IntRange(0, 12).Draw(t, "key"))
			switch rapid.SampledFrom([]string{"put", "put", "get", "remove"}).Draw(t, "do") {
			case "put":
				size := rapid.IntRange(0, 12).Draw(t, "size")
				r.put(key, i, size)
				is[key] = kept{i, size}
				touch(key)
			case "get":
				if value, ok := r.get(key); ok {
					if value != is[key].value {
						t.Fatalf("%s is %d, want %d", key, value, is[key].value)
					}
					touch(key)
				} else if _, there := is[key]; there {
					t.Fatalf("%s is gone", key)
				}
			case "remove":
				r.remove(key)
				delete(is, key)
			}
			sum := 0
			for at := len(order) - 1; at >= 0; at-- { // from the last asked for on, what fits
				if k, there := is[order[at]]; there {
					if sum += k.size; sum > most {
						sum -= k.size
						for _, old := range order[:at+1] {
							delete(is, old)
						}
						break
					}
				}
			}
			if count, held := r.size(); count != len(is) || held != sum {
				t.Fatalf("%d of %d in all, want %d of %d", count, held, len(is), sum)
			}
		}
	})
}
