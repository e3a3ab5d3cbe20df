package auth_test

import (
	"encoding/base64"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/auth"
)

func (b *browser) ticket(meeting meetings.ID) (ticket string) {
	b.visit(func(_ http.ResponseWriter, r *http.Request) { ticket = b.Ticket(r, meeting) })
	return ticket
}

func (b *browser) use(ticket string, meeting meetings.ID) (good bool) {
	b.visit(func(_ http.ResponseWriter, r *http.Request) { good = b.UseTicket(r, ticket, meeting) })
	return good
}

func TestATicketIsForOneSessionAndOneMeeting(t *testing.T) {
	inHouse(t, true, func(h *house) {
		cy, bo, nobody := h.browser(), h.browser(), h.browser()
		for name, b := range map[string]*browser{"Cy": cy, "Bo": bo} {
			_, err := b.join(name)
			h.must(err)
		}
		ticket, open := cy.ticket("rivers"), nobody.ticket("rivers")
		h.same(false, bo.use(ticket, "rivers"))
		h.same(false, nobody.use(ticket, "rivers"))
		h.same(false, cy.use(ticket, "lakes"))
		h.same(false, cy.use(open, "rivers"))
		h.same(true, cy.use(ticket, "rivers")) // none of that used it up
		h.same(true, nobody.use(open, "rivers"))

		ticket = cy.ticket("rivers")
		cy.visit(func(w http.ResponseWriter, r *http.Request) { h.must(h.End(w, r)) })
		h.same(false, cy.use(ticket, "rivers"))
	})
}

func TestATicketIsGoodOnce(t *testing.T) {
	inHouse(t, true, func(h *house) {
		ticket := h.browser().ticket("rivers")
		var good atomic.Int32
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				if h.browser().use(ticket, "rivers") {
					good.Add(1)
				}
			})
		}
		all.Wait()
		h.same(int32(1), good.Load())
	})
}

// The same bytes can be written as text in several ways.
func TestATicketWrittenOtherwiseIsTheSameTicket(t *testing.T) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	inHouse(t, true, func(h *house) {
		ticket := h.browser().ticket("rivers")
		bytes, err := base64.RawURLEncoding.DecodeString(ticket)
		h.must(err)
		h.same(true, h.browser().use(ticket, "rivers"))
		others := 0
		for _, last := range alphabet {
			other := ticket[:len(ticket)-1] + string(last)
			if again, err := base64.RawURLEncoding.DecodeString(other); err == nil && string(again) == string(bytes) {
				others++
			}
			h.same(false, h.browser().use(other, "rivers"))
		}
		h.same(4, others)
		h.same(false, h.browser().use(ticket[:10]+"\n"+ticket[10:], "rivers"))
	})
}

func TestATicketLastsHalfAMinute(t *testing.T) {
	inHouse(t, true, func(h *house) {
		b := h.browser()
		early, late := b.ticket("rivers"), b.ticket("rivers")
		time.Sleep(auth.TicketLasts - time.Millisecond)
		h.same(true, b.use(early, "rivers"))
		time.Sleep(time.Millisecond)
		h.same(false, b.use(late, "rivers"))
		time.Sleep(2 * auth.TicketLasts)
		h.same(true, b.use(b.ticket("rivers"), "rivers")) // which sweeps
		h.same(false, b.use(early, "rivers"))
	})
}

func TestATicketOfAnotherNodeIsGood(t *testing.T) {
	inHouse(t, true, func(h *house) {
		b := h.browser()
		_, err := b.join("Cy")
		h.must(err)
		node := func(secret string) *browser {
			a := auth.New(auth.Config{Keep: h.store, Secret: []byte(secret), Secure: true, Now: time.Now})
			return &browser{&house{T: h.T, Auth: a, store: h.store}, b.cookies}
		}
		h.same(true, node("secret").use(b.ticket("rivers"), "rivers"))
		h.same(false, node("another").use(b.ticket("rivers"), "rivers"))
	})
}

func FuzzUseTicket(f *testing.F) {
	a := auth.New(auth.Config{Secret: []byte("secret"), Now: time.Now})
	r, err := http.NewRequest(http.MethodGet, "/", nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("")
	f.Add("AAAA")
	f.Add(base64.RawURLEncoding.EncodeToString(make([]byte, 32)))
	f.Fuzz(func(t *testing.T, ticket string) {
		if a.UseTicket(r, ticket, "rivers") {
			t.Errorf("%q is a ticket", ticket)
		}
	})
}
