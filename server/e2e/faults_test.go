package e2e_test

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"ringain/server/guest"
	"ringain/server/wire"
)

// rounds is how often each fault happens, or how many come at once: RINGAIN_TEST_ROUNDS, or a few.
func rounds(t *testing.T, few int) int {
	t.Helper()
	text := os.Getenv("RINGAIN_TEST_ROUNDS")
	if text == "" {
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("RINGAIN_TEST_ROUNDS: %v", err)
	}
	return n
}

// someKept is how many commands are kept between two faults.
const someKept = 20

// Whatever is killed while four organisers change an agenda and twenty follow it:
// what was answered as kept is kept, once, and everybody hears it, once and in order.
func TestNothingAcknowledgedIsLostOrDoubled(t *testing.T) {
	for _, test := range []struct {
		name    string
		variant variant
		few     int
		fault   func(t *testing.T, in *installation, c *crowd, round int)
	}{
		{"the only node is killed", one, 5, func(t *testing.T, in *installation, _ *crowd, _ int) {
			in.nodes["a"].kill()
			in.nodes["a"].start()
		}},
		{"two nodes are killed in turn", two, 4, func(t *testing.T, in *installation, c *crowd, round int) {
			n := in.nodes[[]string{"a", "b"}[round%2]]
			n.kill()
			c.goesOnSomewhere(someKept)
			n.start()
		}},
		{"PostgreSQL is killed", two, 3, func(t *testing.T, in *installation, _ *crowd, _ int) {
			if err := in.postgres.Kill(); err != nil {
				t.Fatal(err)
			}
			if err := in.postgres.Restart(); err != nil {
				t.Fatal(err)
			}
		}},
		{"lines break", two, 5, func(t *testing.T, in *installation, c *crowd, round int) {
			for i, f := range c.followers {
				if i%3 == round%3 {
					f.Cut()
				}
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			in := sample(t, test.variant, test.name == "PostgreSQL is killed")
			c := gather(t, in, "barn-och-unga-2027-03-09", "a", "b")
			stop := c.ask(t)
			c.goesOn(someKept)
			n := rounds(t, test.few)
			for round := range n {
				test.fault(t, in, c, round)
				c.goesOn(someKept)
			}
			stop()
			c.verify(t)
			t.Logf("%d faults, %d commands asked for, %d kept, %d asked again", n, len(c.asked), c.kept, c.again)
		})
	}
}

// Redis carries hints only: without it everything goes on, and what one node keeps
// reaches the people on the other within two seconds.
func TestWithoutRedisEverythingGoesOnAtMostTwoSecondsLate(t *testing.T) {
	t.Parallel()
	in := sample(t, two, false)
	c := gather(t, in, "barn-och-unga-2027-03-09", "a")
	stop := c.ask(t)
	c.goesOn(someKept)
	n := rounds(t, 1)
	for range n {
		for _, fault := range []struct{ harm, mend func() }{
			{in.redis.KillPubSub, func() {}},
			{in.redis.FlushAll, func() {}},
			{in.redis.Kill, in.redis.Restart},
			{in.redis.Freeze, in.redis.Thaw},
			{in.redis.Stop, in.redis.Restart},
		} {
			fault.harm()
			c.goesOn(3 * someKept)
			fault.mend()
			c.goesOn(someKept)
		}
	}
	stop()
	c.verify(t)
	slowest := c.slowest()
	t.Logf("%d faults, %d commands asked for, %d kept, %d asked again; the slowest delivery took %d ms",
		5*n, len(c.asked), c.kept, c.again, slowest.Milliseconds())
	if slowest > 5*time.Second { // two on a machine that has nothing else to do
		t.Errorf("somebody heard of a command %v after it was kept", slowest)
	}
}

// A node that is asked to stop tells everybody when to come back, ends within its
// grace, and loses nothing: so an installation is brought up to date, node by node.
func TestStoppingInOrderLosesNothing(t *testing.T) {
	for _, v := range []variant{one, two} {
		t.Run(string(v), func(t *testing.T) {
			t.Parallel()
			in := sample(t, v, false)
			c := gather(t, in, "barn-och-unga-2027-03-09", "a", "b")
			stop := c.ask(t)
			c.goesOn(someKept)
			var longest time.Duration
			for round := range rounds(t, 2) {
				n := in.nodes[[]string{"a", "b"}[round%2]]
				farewell := c.listenForGoodbye(t, n)
				longest = max(longest, n.stop())
				if err := <-farewell; err != nil {
					t.Error(err)
				}
				n.start()
				c.goesOn(someKept)
			}
			stop()
			c.verify(t)
			t.Logf("stopping took at most %d ms; %d kept, %d asked again", longest.Milliseconds(), c.kept, c.again)
			if longest > grace {
				t.Errorf("stopping took %v", longest)
			}
		})
	}
}

// listenForGoodbye has somebody at a node wait for its goodbye: when to come back,
// and then the end of the line with the code that means it.
func (c *crowd) listenForGoodbye(t *testing.T, n *node) <-chan error {
	t.Helper()
	line, err := guest.New(n.base).Open(t.Context(), c.meeting, wire.Position{})
	if err != nil {
		t.Fatal(err)
	}
	said, entered := make(chan error, 1), make(chan struct{})
	c.inside.Go(func() {
		defer line.Cut()
		told := false
		for {
			h, err := line.Hear(time.Now().Add(patience))
			if closed, ok := errors.AsType[*websocket.CloseError](err); ok && told && closed.Code == wire.CloseComeBack {
				said <- nil
				return
			}
			if err != nil {
				said <- fmt.Errorf("no goodbye (told when to come back: %v): %w", told, err)
				return
			}
			told = told || h.Bye != nil && h.Bye.After >= 0
			if h.Here != nil {
				close(entered)
			}
		}
	})
	select {
	case <-entered:
	case err := <-said:
		t.Fatal(err)
	}
	return said
}

// goesOnSomewhere waits until so many more commands are kept, whoever hears of them.
func (c *crowd) goesOnSomewhere(more int) {
	c.in.t.Helper()
	before := c.count()
	c.wait(fmt.Sprintf("no %d more are kept", more), func() bool { return c.count() >= before+more })
}
