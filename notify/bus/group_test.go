package bus_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"ringain/notify/bus"
	"ringain/notify/bus/redistest"
)

func nodeAt(t testing.TB, address string) *bus.Redis {
	t.Helper()
	b, err := bus.NewRedis(address, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAnotherServerTakesOver(t *testing.T) {
	t.Parallel()
	kinds := []struct {
		name  string
		start func(testing.TB) *redistest.Group
	}{
		{"watched by sentinels", redistest.StartSentinel},
		{"in a cluster, with sharded channels", redistest.StartCluster},
	}
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			group := kind.start(t)
			near, far := nodeAt(t, group.URL), nodeAt(t, group.URL)
			run(t, near)
			run(t, far)
			e, stop := listen(far, "room")
			defer stop()
			e.untilLost(t, 0)
			for i := range 500 {
				publish(t, near, "room", fmt.Sprintf("0 %d", i))
			}
			e.untilHeard(t, "0 499")
			heard, lost := e.all()
			inOrder(t, heard, 1, 500)

			group.First.Kill()
			lost = e.untilLost(t, lost) // so that whoever listens asks the store meanwhile
			group.TakeOver()
			hears(t, near, e, "after the fall")
			group.First.Restart()        // as a follower of the second
			late := nodeAt(t, group.URL) // and a node that comes now finds the right one
			run(t, late)
			hears(t, late, e, "by a newcomer")
			e.untilLost(t, lost)
		})
	}
}

func TestAClusterKeepsTheContractOfABus(t *testing.T) {
	t.Parallel()
	group := redistest.StartCluster(t)
	conform(t, func(t testing.TB) bus.Bus { return nodeAt(t, group.URL) })
}

func TestRedisIsSpokenToInSecretByAUserWithAPassword(t *testing.T) {
	t.Parallel()
	server := redistest.StartSecret(t)
	near, far := nodeAt(t, server.URL+"?skip_verify=true"), nodeAt(t, server.URL+"?skip_verify=true")
	run(t, near)
	run(t, far)
	e, stop := listen(far, "room")
	defer stop()
	hears(t, near, e, "in secret")
	wrong := nodeAt(t, strings.Replace(server.URL, "lunch", "dinner", 1)+"?skip_verify=true")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- wrong.Run(ctx) }()
	err := untilHealth(t, wrong, func(err error) bool { return err != nil && strings.Contains(err.Error(), "WRONGPASS") })
	cancel()
	if strings.Contains(err.Error(), "dinner") {
		t.Errorf("it tells the password: %v", err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestTheAddressesOfSeveralServers(t *testing.T) {
	for _, ok := range []string{
		"redis+sentinel://a:26379,b:26379/lunch", "rediss+sentinel://:secret@a:1,b:2,c:3/lunch/2?skip_verify=true",
		"rediss+cluster://user:secret@a:1,b:2", "redis+cluster://a/3",
	} {
		if _, err := bus.NewRedis(ok, slog.Default()); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
	for _, wrong := range []string{"redis+sentinel://:secret@a:1,b:2", "redis+cluster://:secret@a:1,,b:2", "redis+cluster://:secret@a:1/x", "http+cluster://:secret@a"} {
		if _, err := bus.NewRedis(wrong, slog.Default()); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
