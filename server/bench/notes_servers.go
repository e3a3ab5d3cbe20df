package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// compareServers loads the servers with one task after the other, each time as fresh
// processes, and in turn, so that what else this machine does meets all of them alike.
func compareServers(ctx context.Context, p notesPlan, folder string) (map[string]map[string]figures, error) {
	log, err := readLog(filepath.Join(folder, theNotes+".log"))
	if err != nil {
		return nil, err
	}
	doc, err := fill(log)
	if err != nil {
		return nil, err
	}
	state, servers := doc.Encode(), strings.Split(p.Servers, ",")
	all := map[string]map[string]figures{}
	fmt.Printf("\n%-46s %10s %12s %12s %9s %9s   %s\n", "server", "ringain", "y-websocket", "hocuspocus", "× y-ws", "× hocusp.", "goal")
	for i := range notesTasks {
		t := &notesTasks[i]
		if !strings.Contains(t.name, p.Tasks) {
			continue
		}
		rounds := map[string][]figures{}
		for range max(1, p.Rounds) {
			for _, name := range servers {
				f, err := t.once(ctx, p, name, state)
				if err != nil {
					fmt.Printf("%s, %s: %v\n", t.name, name, err)
					continue
				}
				rounds[name] = append(rounds[name], f)
			}
		}
		all[t.name] = map[string]figures{}
		for name, list := range rounds {
			all[t.name][name] = middle(list)
		}
		t.tell(all[t.name])
	}
	return all, ctx.Err()
}

func (t *notesTask) once(ctx context.Context, p notesPlan, name string, state []byte) (figures, error) {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	s, err := startNotes(ctx, p, name)
	if err != nil {
		return nil, err
	}
	defer s.p.stop()
	return t.run(ctx, t, p, s, state)
}

func (t *notesTask) tell(of map[string]figures) {
	for _, r := range t.rows {
		ours, yws, hocuspocus := of["ringain"][r.figure], of["y-websocket"][r.figure], of["hocuspocus"][r.figure]
		a, b := r.times(yws, ours), r.times(hocuspocus, ours)
		fmt.Printf("%-46s %10s %12s %12s %9s %9s   %s\n", t.name+": "+r.figure, orNone(ours), orNone(yws), orNone(hocuspocus), orNone(a), orNone(b), r.verdict(ours, a, b))
	}
}

// times is how many times better ours is than theirs; 0 when one of them is missing.
func (r notesRow) times(theirs, ours float64) float64 {
	switch {
	case theirs == 0 || ours == 0:
		return 0
	case r.more:
		return ours / theirs
	}
	return theirs / ours
}

func orNone(figure float64) string {
	if figure == 0 {
		return "–"
	}
	return fmt.Sprintf("%.4g", figure)
}

// verdict says what was wanted and whether it is met.
func (r notesRow) verdict(ours, a, b float64) string {
	switch {
	case ours == 0, r.yws > 0 && a == 0:
		return ""
	case r.most > 0:
		return fmt.Sprintf("%s  (≤ %g)", verdict(ours <= r.most), r.most)
	case r.hocuspocus > 0:
		return fmt.Sprintf("%s  (%g, %g)", verdict(a >= r.yws && b >= r.hocuspocus), r.yws, r.hocuspocus)
	case r.yws > 0:
		return fmt.Sprintf("%s  (%g)", verdict(a >= r.yws), r.yws)
	}
	return ""
}
