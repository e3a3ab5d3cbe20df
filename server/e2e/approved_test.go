package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// What an organiser approves in the room on one node is on the support list of both, with
// the meeting it comes from, and whoever shared it on the other hears of it. How long that
// takes is told; on a machine that has nothing else to do it is some hundredths of a second.
func TestWhatIsApprovedInTheRoomIsOnTheListOfBothNodes(t *testing.T) {
	t.Parallel()
	in := sample(t, two, false)
	a, b := in.nodes["a"], in.nodes["b"]
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	const meeting = "barn-och-unga-2027-03-16"
	ada, cy := guest.New(b.base), guest.New(a.base)
	if err := ada.SignIn(ctx, b.makeLink(), "Ada"); err != nil {
		t.Fatal(err)
	}
	if err := cy.Join(ctx, meeting, "Cy", "Ferry Company", "foretag"); err != nil {
		t.Fatal(err)
	}
	leads, shares := follow(t, ada, meeting), follow(t, cy, meeting)
	kept := func(f *guest.Follower, c meetings.Command) meetings.ID {
		t.Helper()
		id := newID()
		reply, err := persist(ctx, f, id, c, func(r wire.Reply) bool { return r.Refused != meetings.Unsaved })
		if err != nil || reply.Refused != "" {
			t.Fatalf("%+v: %v", reply, err)
		}
		return id
	}
	var took []time.Duration
	for i := range 8 {
		m := meetings.MaterialID(kept(shares, meetings.ShareMaterial{Address: fmt.Sprintf("https://granvik.example.org/godkand-%d", i), Title: fmt.Sprintf("Godkänd %d", i)}))
		since := time.Now()
		kept(leads, meetings.JudgeMaterial{Material: m, To: meetings.SupportPublished})
		path := fmt.Sprintf("/stodlista/godkand-%d", i)
		for _, n := range []*node{a, b} {
			for has := false; !has; {
				status, body, err := n.body(ctx, path, nil)
				has = err == nil && status == http.StatusOK && bytes.Contains(body, []byte("/moten/"+meeting))
				if !has && ctx.Err() != nil {
					t.Fatalf("%s is not on the list of %s: %d, %v", path, n.name, status, err)
				}
			}
		}
		if _, err := shares.Until(ctx, func(seen guest.Seen) bool {
			at := slices.IndexFunc(seen.Room.Material, func(x meetings.Material) bool { return x.ID == m })
			return at >= 0 && seen.Room.Material[at].State == meetings.SupportPublished
		}); err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(since))
	}
	slices.Sort(took)
	t.Logf("approved in the room, and on the list of both nodes and told in the room of the other: %d ms at the median, %d ms at the slowest of %d",
		took[len(took)/2].Milliseconds(), took[len(took)-1].Milliseconds(), len(took))
}

// follow has somebody follow a room until the test ends.
func follow(t *testing.T, g *guest.Guest, meeting string) *guest.Follower {
	t.Helper()
	f := g.Follow(meeting)
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { left <- f.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-left })
	return f
}
