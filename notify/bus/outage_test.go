package bus_test

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ringain/notify/bus"
	"ringain/notify/bus/redistest"
)

// quick is how long Publish may take at most, on a machine that is busy with
// other tests. It is far under the time in which a dead Redis is noticed.
const quick = 500 * time.Millisecond

// talk publishes numbers on "room" of b all the time, checks that none takes
// long, and returns what stops it and gives how many there were.
func talk(t *testing.T, b bus.Bus) (stop func() int) {
	quit, ended := make(chan struct{}), make(chan int, 1)
	go func() {
		pace := time.NewTicker(time.Millisecond)
		defer pace.Stop()
		for n := 0; ; n++ {
			before := time.Now()
			publish(t, b, "room", fmt.Sprintf("0 %d", n))
			if took := time.Since(before); took > quick {
				t.Errorf("Publish took %v", took)
			}
			select {
			case <-pace.C:
			case <-quit:
				ended <- n + 1
				return
			}
		}
	}()
	return sync.OnceValue(func() int {
		close(quit)
		return <-ended
	})
}

// hears waits until b's node is heard by e again, publishing until it is.
func hears(t *testing.T, b bus.Bus, e *ear, word string) {
	t.Helper()
	untilHealthy(t, b)
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	e.until(t, word, func(heard []string, _ int) bool {
		if slices.Contains(heard, word) {
			return true
		}
		publish(t, b, "room", word)
		<-again.C
		return false
	})
}

func TestRedisDiesUnderLoad(t *testing.T) {
	t.Parallel()
	faults := []struct {
		name    string
		begin   func(*redistest.Server)
		end     func(*redistest.Server)
		noticed bool // that Redis is away, before end
	}{
		{"killed and restarted", (*redistest.Server).Kill, (*redistest.Server).Restart, true},
		{"stopped and restarted", (*redistest.Server).Stop, (*redistest.Server).Restart, true},
		{"frozen and thawed", (*redistest.Server).Freeze, (*redistest.Server).Thaw, true},
		{"killed and restarted at once", (*redistest.Server).Restart, nothing, false},
		{"subscribers dropped", (*redistest.Server).KillPubSub, nothing, false},
	}
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			server, near, far, there := two(t)
			here, stop := listen(near, "room")
			defer stop()
			quiet, stop := listen(far, "a topic on which nothing is said")
			defer stop()
			lostQuiet := quiet.untilLost(t, 0)
			_, lostThere := there.all()
			lostHere := here.untilLost(t, 0)
			hush := talk(t, near)
			defer hush()
			there.untilHeard(t, "0 10")

			began := time.Now()
			fault.begin(server)
			if fault.noticed {
				if err := untilSick(t, far); !strings.Contains(err.Error(), server.Addr) {
					t.Errorf("Healthy does not say where: %v", err)
				}
				untilSick(t, near)
			}
			lostHere = here.untilLost(t, lostHere)
			lostThere = there.untilLost(t, lostThere)
			lostQuiet = quiet.untilLost(t, lostQuiet)
			t.Logf("everybody was told after %v", time.Since(began))
			if fault.noticed { // and again, as long as it lasts
				here.untilLost(t, lostHere)
				lostThere = there.untilLost(t, lostThere)
				lostQuiet = quiet.untilLost(t, lostQuiet)
			}
			healed := time.Now()
			fault.end(server)
			if fault.noticed { // and once more: what was said before the link was there
				there.untilLost(t, lostThere)
				quiet.untilLost(t, lostQuiet)
			}
			untilHealthy(t, far)
			hears(t, near, there, "as before")
			t.Logf("all was well %v after the end of the fault", time.Since(healed))

			ownWereHeard(t, here, hush())
		})
	}
}

// ownWereHeard checks that e heard all that talk published, on the same node.
func ownWereHeard(t *testing.T, e *ear, said int) {
	t.Helper()
	heard, _ := e.all()
	inOrder(t, slices.DeleteFunc(slices.Clone(heard), func(body string) bool { return body == "as before" }), 1, said)
}

func nothing(*redistest.Server) {}

func TestFlushAllBreaksNothing(t *testing.T) {
	server, near, far, e := two(t)
	_, lost := e.all()
	publish(t, near, "room", "before")
	server.FlushAll()
	publish(t, near, "room", "after")
	e.untilHeard(t, "after")
	if heard, now := e.all(); len(heard) != 2 || now != lost {
		t.Errorf("heard %q, lost %d times", heard, now-lost)
	}
	if got := far.Stats().Reconnects; got != 0 {
		t.Errorf("reconnected %d times", got)
	}
}

// A node alone may lose its way to Redis. The others must know that they hear
// nothing of it, for as long as that lasts.
func TestANodeThatFallsSilentIsAskedAboutAgainAndAgain(t *testing.T) {
	t.Parallel()
	server, _, far, e := two(t)
	way := openWay(t, server.Addr, nil)
	remote, err := bus.NewRedis(way.addr, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	run(t, remote)
	hears(t, remote, e, "here I am")
	_, lost := e.all()
	began := time.Now()
	way.cut()
	untilSick(t, remote)
	lost = e.untilLost(t, lost)
	t.Logf("the others were told after %v", time.Since(began))
	e.untilLost(t, lost)
	way.mend()
	hears(t, remote, e, "here again")
	if got := far.Stats().Reconnects; got != 0 {
		t.Errorf("the others reconnected %d times", got)
	}
}

func TestASubscriberThatPanicsHarmsNobodyElse(t *testing.T) {
	t.Parallel()
	_, near, far, e := two(t)
	also, stop := listen(far, "other room")
	defer stop()
	also.untilLost(t, 0)
	defer far.Subscribe("other room", func(m bus.Message) {
		if !m.Lost {
			panic("a fault of the subscriber")
		}
	})()
	_, lost := e.all()
	publish(t, near, "other room", "boo")
	e.untilLost(t, lost) // since the receiver had to begin again
	hears(t, near, e, "as before")
}

func TestRunEndsSoonWhileRedisIsFrozen(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	b := node(t, server)
	stop := run(t, b)
	server.Freeze()
	publish(t, b, "room", "the last word")
	began := time.Now()
	stop()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("Run took %v to end", took)
	}
	if err := b.Healthy(); err == nil {
		t.Error("a bus that has stopped says it is healthy")
	}
}

func TestWhatDidNotFitIsTold(t *testing.T) {
	server, near, _, e := two(t)
	_, lost := e.all()
	server.Freeze()
	for near.Stats().Dropped == 0 {
		publish(t, near, "room", strings.Repeat("x", 64<<10))
	}
	server.Thaw()
	e.untilLost(t, lost)
	hears(t, near, e, "as before")
}
