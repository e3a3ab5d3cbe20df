package e2e_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/ical"
	small "ringain/meetings/sample"
	"ringain/meetings/store"
	"ringain/notify/mail/mailtest"
	"ringain/server/guest"
)

// TestNoLetterIsLostOrSentAgainThatTheServerHas has an organiser cancel meetings, publish
// minutes and invite colleagues, others sign in by mail and follow, and reminders fall due;
// and kills a node at some moment between the first answer that something is kept and the
// last letter of it, again and again. In the end:
//
//   - everybody has every letter that they were to have: none is lost;
//   - none is there twice, but for those that the mail server was about to take on, or just
//     had, when the node was killed before it had kept that. No program can tell that it has
//     taken one on at the same moment as the server does. Those are no more than the node has
//     connections, each time, and each has the Message-ID that it had before: by it mail
//     servers and programs for mail show it once.
func TestNoLetterIsLostOrSentAgainThatTheServerHas(t *testing.T) {
	for _, v := range []variant{one, two} {
		t.Run(string(v), func(t *testing.T) {
			t.Parallel()
			p := posted(t, v, rounds(t, 3))
			for p.round = range p.rounds {
				p.act()
			}
			p.settle()
		})
	}
}

// lines is how many connections to the mail server each node has.
const lines = 4

// posting is an installation whose nodes are killed while they send letters.
type posting struct {
	*testing.T
	in            *installation
	post          *mailtest.Server
	chance        *rand.Rand
	round, rounds int
	organiser     *browser
	want          map[string]bool // letters, as "to: subject"

	mu     sync.Mutex
	left   int           // signs of life of a letter until the kill; 0: none is wanted
	killed chan struct{} // is sent on when it is time
}

const (
	readers    = 20 // who follow the theme
	organisers = 6  // whom links to sign in by are mailed, one each round, in turn
)

// posted begins with a theme that some follow, a meeting to be cancelled in each round, one
// that was held long ago, without minutes, and one of the other day that has none yet.
func posted(t *testing.T, v variant, rounds int) *posting {
	t.Helper()
	p := &posting{T: t, in: newInstallation(t, v, false), post: mailtest.Start(t), rounds: rounds, want: map[string]bool{}, killed: make(chan struct{}, 1)}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	p.chance = rand.New(rand.NewPCG(seed, seed))
	address := p.in.database
	if v == one {
		address = filepath.Join(p.in.data, "ringain.db")
	}
	s, err := store.Open(t.Context(), store.Options{Address: address, Log: slog.New(slog.DiscardHandler), Epoch: "one", Secret: []byte("a secret of the installation"), Host: "moten.example"})
	p.must(err)
	p.must(s.Change("world", p.world))
	p.must(s.Close())
	p.in.start("a", "--smtp", p.post.URL, "--mail-from", "moten@granvik.example", "--no-link-watch")
	p.in.start("b", "--smtp", p.post.URL, "--mail-from", "moten@granvik.example", "--no-link-watch")
	p.organiser = &browser{guest: guest.New(p.in.nodes["a"].base)}
	p.must(p.organiser.guest.SignIn(t.Context(), p.in.nodes["a"].makeLink(), "Ada"))
	sign := func(string) error { p.sign(); return nil }
	p.post.OnReceiver(sign)
	p.post.OnLetter(func(l mailtest.Letter) error { return sign(l.To) })
	return p
}

func (p *posting) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

func (p *posting) world(tx *store.Tx) error {
	now, w := time.Now(), small.World()
	p.must(tx.SaveTheme(w.Theme, 0))
	for i := range readers {
		id := meetings.ID(fmt.Sprintf("reader-%02d", i))
		p.must(tx.SaveFollower(store.Follower{ID: id, Address: fmt.Sprintf("f%d@granvik.example", i), Lang: meetings.SV}))
		p.must(tx.AskToFollow(id, "rivers", meetings.At(now)))
		p.must(tx.ConfirmFollows(id, 0, meetings.At(now)))
	}
	for i := range organisers {
		a := meetings.Account{ID: meetings.ID(fmt.Sprintf("account-%d", i)), Name: fmt.Sprintf("Organiser %d", i), Email: fmt.Sprintf("o%d@granvik.example", i), Made: meetings.At(now)}
		p.must(tx.SaveAccount(a))
		p.must(tx.SaveMember("", a.ID, meetings.Organiser, meetings.At(now)))
	}
	add := func(slug, title string, start time.Time, held bool) {
		room := w.Room
		m := &room.Meeting
		m.ID, m.Slug, m.Series, m.Zone, m.Start = meetings.ID("meeting-"+slug), slug, "", "Europe/Stockholm", meetings.At(start.Truncate(time.Minute))
		m.Title, m.Created = meetings.Text{SV: title}, meetings.At(now.Add(-30*24*time.Hour))
		if held {
			m.Started, m.Ended = m.Start, m.Start.Add(40*time.Minute)
			room.Signals = []meetings.Signal{{ID: "s", Kind: meetings.Experience, Text: "Vi har prövat att ringa runt.", Item: "budget"}}
		}
		p.must(tx.AddMeeting(room))
		p.must(tx.SaveMeeting(room))
	}
	for i := range p.rounds {
		add(fmt.Sprint("soon-", i), fmt.Sprint("Floder ", i), now.Add(50*time.Hour), false)
		add(fmt.Sprint("held-", i), fmt.Sprint("Sjöar ", i), now.Add(-10*24*time.Hour), true)
	}
	// Those who look after a meeting are reminded of its minutes on the morning after: of
	// the last day whose next morning has come.
	day := now.In(ical.Stockholm()).Add(-33 * time.Hour) // nine in the morning, and a day
	add("forgotten", "Glömda åar", time.Date(day.Year(), day.Month(), day.Day(), 10, 0, 0, 0, day.Location()), true)
	return nil
}

// arm has a node be killed at so many signs of life of a letter from now.
func (p *posting) arm(left int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.left = left
}

// sign counts down to the kill.
func (p *posting) sign() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.left--; p.left == 0 {
		p.killed <- struct{}{}
	}
}

// kill is when it is not waited for any longer.
func (p *posting) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.left > 0 {
		p.left = 0
		p.killed <- struct{}{}
	}
}

// act has something of each kind be kept, kills a node while the letters go, and starts it again.
func (p *posting) act() {
	p.Helper()
	ctx := p.Context()
	n := p.in.nodes[[]string{"a", "b"}[p.round%2]]
	// In every other round it is killed once all is kept; else at any moment since the first.
	if p.round%2 == 0 {
		p.arm(1 + p.chance.IntN(3*readers))
	}
	var late atomic.Bool
	dies := make(chan struct{})
	go func() { // the kill does not wait until all is asked for
		defer close(dies)
		select {
		case <-p.killed:
			n.signal(os.Kill)
		case <-ctx.Done():
		}
		late.Store(true)
	}()
	b := &browser{guest: p.organiser.guest.At(p.in.nodes["a"].base)}
	if p.in.variant == two {
		b.guest = p.organiser.guest.At(p.in.nodes[map[string]string{"a": "b", "b": "a"}[n.name]].base) // the other one answers still
	}
	keeps := func(do func() error, letters ...string) {
		p.Helper()
		if err := do(); err != nil {
			if p.in.variant == two || !late.Load() {
				p.Error(err)
			}
			return // it died before it answered
		}
		for _, l := range letters {
			p.want[l] = true
		}
	}
	all := func(subject string) (list []string) {
		for i := range readers {
			list = append(list, fmt.Sprintf("f%d@granvik.example: %s", i, subject))
		}
		return list
	}
	day := func(off time.Duration) string {
		return meetings.SayDay(meetings.SV, meetings.DateOf(time.Now().Add(off).In(ical.Stockholm())))
	}
	sends := func(address, page, button string, given map[string]string) func() error {
		return func() error {
			if err := b.open(ctx, address); err != nil {
				return err
			}
			if err := b.press(ctx, button, given); err != nil {
				return err
			}
			if page == "" {
				return nil
			}
			return b.press(ctx, "Skicka nu", nil)
		}
	}
	i := p.round
	keeps(sends("/personer", "", "Gör en länk", map[string]string{"email": fmt.Sprintf("i%d@granvik.example", i)}), fmt.Sprintf("i%d@granvik.example: Inbjudan till Ringa-in-möten", i))
	keeps(func() error {
		return b.send(ctx, "POST", "/logga-in", url.Values{"email": {fmt.Sprintf("o%d@granvik.example", i%organisers)}})
	},
		fmt.Sprintf("o%d@granvik.example: Logga in i Ringa-in-möten", i%organisers))
	keeps(func() error {
		return b.send(ctx, "POST", "/tema/rivers/folj", url.Values{"epost": {fmt.Sprintf("n%d@granvik.example", i)}})
	},
		fmt.Sprintf("n%d@granvik.example: Vill du följa Floder?", i))
	keeps(sends(fmt.Sprintf("/moten/held-%d/minnesanteckningar/granska", i), "letter", "Publicera", nil), all(fmt.Sprintf("Minnesanteckningar: Sjöar %d, %s", i, day(-10*24*time.Hour)))...)
	keeps(sends(fmt.Sprintf("/moten/soon-%d/stall-in", i), "letter", "Ställ in mötet", map[string]string{"reason": "Sjukdom"}), all(fmt.Sprintf("Inställt: Floder %d, %s", i, day(50*time.Hour)))...)
	if p.round%2 == 1 {
		p.arm(1 + p.chance.IntN(readers))
	}
	select {
	case <-dies:
	case <-time.After(5 * time.Second): // so many are not left
		p.kill()
		<-dies
	}
	<-n.ended
	n.child = nil
	n.start()
}

// settle waits until everybody has what they were to have, and counts what came twice.
func (p *posting) settle() {
	p.Helper()
	for i := range organisers {
		p.want[fmt.Sprintf("o%d@granvik.example: Inte publicerat: minnesanteckningar från Glömda åar, %s", i, p.forgotten())] = true
	}
	missing := func() (list []string) {
		there := map[string]bool{}
		for _, l := range p.post.Taken() {
			there[l.To+": "+l.Subject] = true
		}
		for l := range p.want {
			if !there[l] {
				list = append(list, l)
			}
		}
		return list
	}
	ctx, stop := context.WithTimeout(p.Context(), 2*time.Minute)
	defer stop()
	for len(missing()) > 0 {
		if ctx.Err() != nil {
			p.Fatalf("lost, or not sent in two minutes: %q", missing())
		}
		time.Sleep(20 * time.Millisecond)
	}
	ids, again := map[string]string{}, 0
	for _, l := range p.post.Taken() {
		name, id := l.To+": "+l.Subject, l.Header.Get("Message-Id")
		before, twice := ids[name]
		if twice {
			again++
		}
		if twice && before != id && p.want[name] && l.Subject != "Logga in i Ringa-in-möten" { // which they may ask for again
			p.Errorf("%s came twice, as %s and %s", name, before, id)
		}
		ids[name] = id
	}
	if again > p.rounds*lines {
		p.Errorf("%d letters were sent again, after %d kills of a node with %d connections", again, p.rounds, lines)
	}
	p.Logf("%d letters, %d kills: none lost, %d of those in hand sent again under the same identity", len(p.post.Taken()), p.rounds, again)
}

func (p *posting) forgotten() string {
	return meetings.SayDay(meetings.SV, meetings.DateOf(time.Now().In(ical.Stockholm()).Add(-33*time.Hour)))
}
