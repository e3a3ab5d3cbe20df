package change_test

import (
	"fmt"
	"sync"
	"testing"

	"ringain/meetings"
	"ringain/meetings/material"
	"ringain/meetings/store"
)

const form, otherForm = meetings.ID("0123456789abcdef-form"), meetings.ID("0123456789abcdef-other")

func sleep() meetings.Support {
	return meetings.Support{Title: "Sömn för tonåringar", Kind: "stod", Href: "http://granvik.example.org/somn?utm_source=mejl"}
}

func TestWhatIsProposedWaitsForAnEditorAndIsKeptOnce(t *testing.T) {
	w := newWorld(t)
	var all sync.WaitGroup
	for _, node := range w.nodes {
		for range 5 {
			all.Go(func() {
				if _, err := node.ProposeSupport(w.Cy, "", form, sleep()); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	list, n, err := w.store.SupportList(t.Context(), store.WhichSupport{State: meetings.SupportProposed})
	w.must(err)
	w.same(1, n)
	w.same("somn-for-tonaringar", list[0].Slug)
	w.same("http://granvik.example.org/somn", list[0].Href)

	w.refused(meetings.NotAllowed, w.nodes[0].ReviewSupport(t.Context(), w.Cy, form, meetings.Review{To: meetings.SupportPublished}))
	w.refused(meetings.NotAllowed, w.nodes[0].EditSupport(w.Cy, form, sleep()))
	w.must(w.nodes[0].ReviewSupport(t.Context(), w.Ada, form, meetings.Review{To: meetings.SupportPublished}))
	w.must(w.nodes[1].ConfirmSupport(form, "Bergsö kommun"))
	changed := sleep()
	changed.Title = "Sömn för unga"
	w.must(w.nodes[1].EditSupport(w.Ada, form, changed))
	e, err := w.store.Support(t.Context(), "somn-for-tonaringar")
	w.must(err)
	w.same("Sömn för unga", e.Title)
	w.same(meetings.SupportPublished, e.State)
	w.same([]string{"Bergsö kommun"}, e.Confirmed)
	w.refused(meetings.Unknown, w.nodes[0].ConfirmSupport("none", "Bergsö kommun"))
}

func TestAnEditorsOwnIsPublishedAtOnceAndTitlesShareNoAddress(t *testing.T) {
	w := newWorld(t)
	for _, id := range []meetings.ID{form, otherForm} {
		e, err := w.nodes[0].ProposeSupport(w.Ada, "", id, sleep())
		w.must(err)
		w.same(meetings.SupportPublished, e.State)
	}
	_, err := w.store.Support(t.Context(), "somn-for-tonaringar-2")
	w.must(err)
	_, err = w.nodes[0].ProposeSupport(w.Cy, "", "short", sleep())
	w.refused(meetings.Invalid, err)
	local := sleep()
	local.Href = "https://192.168.0.1/somn"
	_, err = w.nodes[0].ProposeSupport(w.Cy, "", "0123456789abcdef-third", local)
	w.refused(meetings.Invalid, err)
}

func TestProposalsThatWaitAreBounded(t *testing.T) {
	w := newWorld(t)
	for i := range meetings.MaxProposed {
		_, err := w.nodes[0].ProposeSupport(w.Cy, "", meetings.ID(fmt.Sprintf("0123456789abcdef-%d", i)), sleep())
		w.must(err)
	}
	_, err := w.nodes[0].ProposeSupport(w.Cy, "", form, sleep())
	w.refused(meetings.TooMuch, err)
	_, err = w.nodes[0].ProposeSupport(w.Ada, "", form, sleep())
	w.must(err)
}

func TestOneSenderHasAShareOfWhatWaits(t *testing.T) {
	w := newWorld(t)
	propose := func(from string, i int) error {
		_, err := w.nodes[0].ProposeSupport(w.Cy, from, meetings.ID(fmt.Sprintf("0123456789abcdef-%s-%d", from, i)), sleep())
		return err
	}
	for i := range meetings.MaxOfSender {
		w.must(propose("here", i))
	}
	w.refused(meetings.TooMuch, propose("here", meetings.MaxOfSender))
	w.must(propose("elsewhere", 0))
	w.must(w.nodes[1].ReviewSupport(t.Context(), w.Ada, "0123456789abcdef-here-0", meetings.Review{To: meetings.SupportReturned, Reason: meetings.Text{SV: "Vem?"}}))
	w.must(propose("here", meetings.MaxOfSender))

	trouble := func(from string, i int) error {
		on := meetings.ID(fmt.Sprintf("0123456789abcdef-here-%d", 1+i/10))
		if i%10 == 0 {
			w.must(w.nodes[0].ReviewSupport(t.Context(), w.Ada, on, meetings.Review{To: meetings.SupportPublished}))
		}
		return w.nodes[0].ReportSupport(from, meetings.Report{ID: w.newID(), Support: on, Kind: meetings.ReportOutdated})
	}
	for i := range meetings.MaxReportsFrom {
		w.must(trouble("here", i))
	}
	w.refused(meetings.TooMuch, trouble("here", meetings.MaxReportsFrom))
	w.must(trouble("elsewhere", meetings.MaxReportsFrom+1))
}

func TestWhatIsOnTheListAlreadyIsToldBeforeSaving(t *testing.T) {
	w := newWorld(t)
	_, err := w.nodes[0].ProposeSupport(w.Ada, "", form, sleep())
	w.must(err)
	for name, test := range map[string]struct {
		e    meetings.Support
		want material.Verdict
	}{
		"the same address": {meetings.Support{Title: "Något annat", Href: "https://www.granvik.example.org/somn/#text"}, material.Same},
		"the same title":   {meetings.Support{Title: "Sömn för tonåring", Href: "https://bergso.example.org/x"}, material.Suggest},
		"another":          {meetings.Support{Title: "Krisplan", Href: "https://bergso.example.org/kris"}, ""},
	} {
		hits, err := w.nodes[1].LikeSupport(t.Context(), w.Cy, test.e)
		w.must(err)
		got := material.Verdict("")
		if len(hits) > 0 {
			got = hits[0].Verdict
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	w.must(w.nodes[0].ReviewSupport(t.Context(), w.Ada, form, meetings.Review{To: meetings.SupportWithdrawn, Reason: meetings.Text{SV: "Borta"}}))
	hits, err := w.nodes[1].LikeSupport(t.Context(), w.Cy, sleep())
	w.must(err)
	w.same(0, len(hits))
}
