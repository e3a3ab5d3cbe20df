package change_test

import (
	"strings"
	"sync"
	"testing"

	"ringain/meetings"
	"ringain/meetings/material"
	"ringain/meetings/store"
	"ringain/server/change"
)

// brings has somebody share material in a meeting, and returns it as the room has it.
func (w *world) brings(node int, by meetings.Person, meeting meetings.ID, c meetings.ShareMaterial) meetings.Material {
	w.Helper()
	_, err := w.nodes[node].Do(w.Context(), by, meeting, w.newID(), c)
	w.must(err)
	all := w.room(meeting).Material
	return all[len(all)-1]
}

func (w *world) entry(id meetings.ID) meetings.Support {
	w.Helper()
	e, err := w.store.Support(w.Context(), string(id))
	w.must(err)
	return e
}

const broken = "Se gärna:\nhttps://granvik.example.org/stod-och-\n\nmetoder/somn/?utm_source=mejl\n"

func TestWhatIsSharedIsMendedStandsInTheMeetingAndWaitsForAnEditor(t *testing.T) {
	w := newWorld(t)
	id := w.Room.Meeting.ID
	m := w.brings(0, w.Cy, id, meetings.ShareMaterial{Address: broken, Item: "budget"})
	w.same(meetings.Material{ID: m.ID, Title: "granvik.example.org/stod-och-metoder/somn", Href: "https://granvik.example.org/stod-och-metoder/somn/", Item: "budget", Name: w.Cy.Name, Organisation: w.Cy.Organisation, Mended: true,
		Entry: meetings.ID(m.ID), State: meetings.SupportProposed}, m)
	e := w.entry(m.Entry)
	w.same(meetings.SupportProposed, e.State)
	w.same(id, e.Meeting)
	w.same("granvik.example.org/stod-och-metoder/somn", e.Title)
	w.same(w.Room.Meeting.Themes, e.Themes)

	for _, address := range []string{"not a link", "https://192.168.0.1/a", "javascript:alert(1)", strings.Repeat("x", meetings.MaxShared), ""} {
		_, err := w.nodes[1].Do(t.Context(), w.Cy, id, w.newID(), meetings.ShareMaterial{Address: address})
		w.refused(meetings.Invalid, err)
	}
	_, err := w.nodes[1].Do(t.Context(), w.Bo, id, w.newID(), meetings.ShareMaterial{Address: "http://www.granvik.example.org/stod-och-metoder/somn"})
	w.refused(meetings.Late, err) // it is there already
	w.same(1, len(w.room(id).Material))
}

func TestAnEditorPublishesOrReturnsAndEveryMeetingIsTold(t *testing.T) {
	w := newWorld(t)
	here, next := w.Room.Meeting.ID, w.Next.ID
	m := w.brings(0, w.Cy, here, meetings.ShareMaterial{Address: "https://granvik.example.org/somn", Title: "Sömn"})
	again := w.brings(1, w.Bo, next, meetings.ShareMaterial{Address: "www.granvik.example.org/somn/"})
	w.same(m.Entry, again.Entry)
	w.same([]meetings.ID{next}, w.entry(m.Entry).Discussed)
	_, err := w.nodes[0].Do(t.Context(), w.Cy, here, w.newID(), meetings.JudgeMaterial{Material: m.ID, To: meetings.SupportPublished})
	w.refused(meetings.NotAllowed, err)

	why := meetings.Text{SV: "Vem står bakom?"}
	w.must(w.nodes[1].ReviewSupport(t.Context(), w.Ada, m.Entry, meetings.Review{To: meetings.SupportReturned, Reason: why}))
	for _, id := range []meetings.ID{here, next} {
		got := w.room(id).Material[0]
		w.same(meetings.SupportReturned, got.State)
		w.same(why, got.Returned)
	}
	w.do(meetings.JudgeMaterial{Material: m.ID, To: meetings.SupportPublished})
	for _, id := range []meetings.ID{here, next} {
		w.same(meetings.SupportPublished, w.room(id).Material[0].State)
		w.log(id)
	}
	w.same(meetings.SupportPublished, w.entry("somn").State)
}

func TestWhatIsOnTheListIsConfirmedAndDiscussedInsteadOfAddedAnew(t *testing.T) {
	w := newWorld(t)
	e, err := w.nodes[0].ProposeSupport(w.Ada, "", form, sleep())
	w.must(err)
	m := w.brings(0, w.Cy, w.Room.Meeting.ID, meetings.ShareMaterial{Entry: e.ID, Item: "budget"})
	w.same("Sömn för tonåringar", m.Title)
	w.same(meetings.SupportPublished, m.State)
	kept := w.entry(e.ID)
	w.same([]meetings.ID{w.Room.Meeting.ID}, kept.Discussed)
	w.same([]string{w.Cy.Organisation}, kept.Confirmed)
	w.brings(1, w.Bo, w.Next.ID, meetings.ShareMaterial{Address: sleep().Href})
	kept = w.entry(e.ID)
	w.same(2, len(kept.Discussed))
	w.same(1, len(kept.Confirmed)) // sharing the address says nothing of using it
	_, all, err := w.store.SupportList(t.Context(), store.WhichSupport{})
	w.must(err)
	w.same(1, all)
	w.must(w.nodes[0].ReviewSupport(t.Context(), w.Ada, e.ID, meetings.Review{To: meetings.SupportWithdrawn, Reason: meetings.Text{SV: "Borta"}}))
	_, err = w.nodes[0].Do(t.Context(), w.Dee(), w.Next.ID, w.newID(), meetings.ShareMaterial{Entry: e.ID})
	w.refused(meetings.Late, err)
}

func TestWhatIsToStayInTheMeetingIsNotProposed(t *testing.T) {
	w := newWorld(t)
	id := w.Room.Meeting.ID
	m := w.brings(0, w.Cy, id, meetings.ShareMaterial{Address: "https://granvik.example.org/internt", Unlisted: true})
	w.same(meetings.ID(""), m.Entry)
	e, err := w.nodes[0].ProposeSupport(w.Ada, "", form, sleep())
	w.must(err)
	m = w.brings(1, w.Cy, id, meetings.ShareMaterial{Address: sleep().Href, Unlisted: true})
	w.same(meetings.ID(""), m.Entry)
	w.same(0, len(w.entry(e.ID).Discussed))
	_, all, err := w.store.SupportList(t.Context(), store.WhichSupport{})
	w.must(err)
	w.same(1, all)
}

func TestWhatWaitsForAnEditorIsToldToEditorsAlone(t *testing.T) {
	w := newWorld(t)
	e, err := w.nodes[0].ProposeSupport(w.Cy, "", form, sleep())
	w.must(err)
	hits, err := w.nodes[1].LikeSupport(t.Context(), w.Dee(), meetings.Support{Title: "Vad som helst", Href: "http://www.granvik.example.org/somn"})
	w.must(err)
	w.same([]change.SupportHit{{Support: meetings.Support{State: meetings.SupportProposed, Href: "http://www.granvik.example.org/somn", Proposed: e.Proposed}, Verdict: material.Same}}, hits)
	hits, err = w.nodes[1].LikeSupport(t.Context(), w.Dee(), meetings.Support{Title: e.Title, Href: "https://bergso.example.org/x"})
	w.must(err)
	w.same(0, len(hits))
	hits, err = w.nodes[1].LikeSupport(t.Context(), w.Ada, meetings.Support{Title: e.Title, Href: "https://bergso.example.org/x"})
	w.must(err)
	w.same(1, len(hits))
	_, err = w.nodes[0].Do(t.Context(), w.Dee(), w.Next.ID, w.newID(), meetings.ShareMaterial{Entry: e.ID})
	w.refused(meetings.Late, err)
	m := w.brings(0, w.Dee(), w.Room.Meeting.ID, meetings.ShareMaterial{Address: e.Href}) // it joins what waits
	w.same(e.ID, m.Entry)
	w.same("", m.Slug)
	w.same("granvik.example.org/somn", m.Title)
}

// Dee is one more who takes part.
func (w *world) Dee() meetings.Person {
	return meetings.Person{ID: "dee", Name: "Dee", Organisation: "Lock Keepers", Role: meetings.Guest}
}

func TestHiddenMaterialLeavesTheListUnlessAnEditorHasReviewedIt(t *testing.T) {
	w := newWorld(t)
	w.must(w.store.Change("series", func(tx *store.Tx) error {
		trusts := w.Series
		trusts.Trusts = true
		return tx.SaveSeries(trusts)
	}))
	id := w.Room.Meeting.ID
	m := w.brings(0, w.Cy, id, meetings.ShareMaterial{Address: "https://granvik.example.org/somn", Title: "Sömn"})
	w.same(meetings.SupportPublished, m.State) // trusted, at once
	w.do(meetings.HideMaterial{Material: m.ID})
	w.same(meetings.SupportWithdrawn, w.entry(m.Entry).State)
	w.do(meetings.RestoreMaterial{Material: m.ID})
	w.same(meetings.SupportPublished, w.entry(m.Entry).State)
	w.same(m, w.room(id).Material[0])

	_, err := w.nodes[1].Do(t.Context(), w.Cy, id, w.newID(), meetings.EditMaterial{Material: m.ID, Title: "Sömn för unga", Kind: "stod"})
	w.must(err)
	w.same("Sömn för unga", w.entry(m.Entry).Title)
	w.do(meetings.JudgeMaterial{Material: m.ID, To: meetings.SupportPublished}) // reviewed
	w.do(meetings.HideMaterial{Material: m.ID})
	w.same(meetings.SupportPublished, w.entry(m.Entry).State)
	w.brings(0, w.Bo, id, meetings.ShareMaterial{Address: "https://granvik.example.org/somn"})
	_, err = w.nodes[0].Do(t.Context(), w.Ada, id, w.newID(), meetings.RestoreMaterial{Material: m.ID})
	w.refused(meetings.Late, err) // the same is there anew

	own := w.brings(0, w.Cy, w.Next.ID, meetings.ShareMaterial{Address: "https://granvik.example.org/annat"})
	_, err = w.nodes[0].Do(t.Context(), w.Cy, w.Next.ID, w.newID(), meetings.WithdrawMaterial{Material: own.ID})
	w.must(err)
	w.same(meetings.SupportWithdrawn, w.entry(own.Entry).State)
}

func TestAnAddressThatIsSharedOnTwoNodesAtOnceIsOneEntry(t *testing.T) {
	w := newWorld(t)
	var all sync.WaitGroup
	for i, meeting := range []meetings.ID{w.Room.Meeting.ID, w.Next.ID, w.Room.Meeting.ID, w.Next.ID} {
		all.Go(func() {
			_, _ = w.nodes[i/2].Do(t.Context(), w.Cy, meeting, w.newID(), meetings.ShareMaterial{Address: "https://granvik.example.org/somn"})
		})
	}
	all.Wait()
	_, n, err := w.store.SupportList(t.Context(), store.WhichSupport{})
	w.must(err)
	w.same(1, n)
	for _, id := range []meetings.ID{w.Room.Meeting.ID, w.Next.ID} {
		w.same(1, len(w.room(id).Material))
		w.log(id)
	}
}

func TestAPresenterAddsMaterialByAPrivateLinkUntilItIsRevoked(t *testing.T) {
	w := newWorld(t)
	id := w.Room.Meeting.ID
	_, err := w.nodes[0].AddPresenter(w.Cy, id, "budget", "Åsa Öberg", "")
	w.refused(meetings.NotAllowed, err)
	_, err = w.nodes[0].AddPresenter(w.Ada, id, "budget", " ", "")
	w.refused(meetings.Invalid, err)
	p, err := w.nodes[0].AddPresenter(w.Ada, id, "budget", "Åsa Öberg", "Region Mellanlandet")
	w.must(err)
	w.must(w.nodes[1].DoPresenter(t.Context(), p.Secret, w.newID(), meetings.ShareMaterial{Address: "https://granvik.example.org/bilder", Item: "boats", Nameless: true}))
	m := w.room(id).Material[0]
	w.same([]string{"budget", "Åsa Öberg", "Region Mellanlandet"}, []string{string(m.Item), m.Name, m.Organisation})
	w.refused(meetings.NotAllowed, w.nodes[1].DoPresenter(t.Context(), p.Secret, w.newID(), meetings.StartAgenda{}))
	w.must(w.nodes[1].DoPresenter(t.Context(), p.Secret, w.newID(), meetings.WithdrawMaterial{Material: m.ID}))
	links, err := w.store.Presenters(t.Context(), id)
	w.must(err)
	w.same([]store.Presenter{p}, links)
	w.must(w.nodes[1].RemovePresenter(w.Ada, id, p.Secret))
	w.refused(meetings.Unknown, w.nodes[0].DoPresenter(t.Context(), p.Secret, w.newID(), meetings.ShareMaterial{Address: "https://granvik.example.org/bilder"}))
}
