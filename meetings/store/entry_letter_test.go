package store_test

import (
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// linksAreMailedNowAndThen: a letter with a link is kept with it, no more go to one address
// than whoever reads them needs, invitations apart; and what a letter says is gone once the
// mail server has it, or nobody is to get it.
func linksAreMailedNowAndThen(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	s, db := open(t, address), bare(t, address)
	holds := func(words string) (n int) {
		t.Helper()
		must(t, db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM message WHERE body LIKE '%`+words+`%'`).Scan(&n))
		return n
	}
	const minute, canary = 60 * 1000, "kanariefågel"
	id := meetings.ID("x")
	ask := func(to string, kind meetings.EntryKind, at meetings.Instant) bool {
		t.Helper()
		id += "x"
		l := meetings.EntryLetter{Link: meetings.EntryLink{ID: string(id), Kind: kind, Email: to, By: meetings.Author{Name: canary}, Expires: at + 10*minute},
			Secret: canary, Made: kind != meetings.SignInLink}
		kept, err := s.MailLink(id, l, at)
		must(t, err)
		return kept
	}
	var got []bool
	for _, at := range []meetings.Instant{0, minute - 1, minute, 2*minute + 1, 4 * minute, 29 * minute, 31 * minute} {
		got = append(got, ask("asa@granvik.example", meetings.SignInLink, 1e9+at))
	}
	same(t, []bool{true, false, true, true, false, false, true}, got)
	same(t, true, ask("bo@granvik.example", meetings.EmailLink, 1e9))
	same(t, true, ask("bo@granvik.example", meetings.InviteLink, 1e9))
	same(t, true, ask("bo@granvik.example", meetings.InviteLink, 1e9))
	_, there, err := s.Link(t.Context(), string(id), 1e9)
	must(t, err)
	same(t, true, there)
	words := func() (n int) {
		t.Helper()
		all, err := s.TakeLetters(2e9, 2e9, 100)
		must(t, err)
		for _, l := range all {
			full, _, err := s.LetterOf(t.Context(), l)
			must(t, err)
			if strings.Contains(string(full.Message.Body), canary) {
				n++
			}
		}
		for i, l := range all {
			if i%2 == 0 {
				must(t, s.Settle(l.Message.ID, l.Follower.ID, store.Outcome{Sent: true, At: 2e9}))
			} else {
				must(t, s.DropLetter(l.Message.ID))
			}
		}
		return n
	}
	same(t, 7, words())
	f, err := s.LetterFigures(t.Context())
	must(t, err)
	same(t, 0, f.Waiting)
	same(t, 0, holds(canary))
	// One that could not be sent for days is given up, and gone.
	ask("cy@granvik.example", meetings.SignInLink, 3e9)
	must(t, forget(s, meetings.Instant(3e9).Add(meetings.WordsKept)))
	same(t, 1, holds(canary))
	must(t, forget(s, meetings.Instant(3e9+1).Add(meetings.WordsKept)))
	same(t, 0, holds(canary))
}
