package e2e_test

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"ringain/server/guest"
)

// Any stock Yjs client takes part in the notes, as npm yjs and y-websocket do it.
func TestStockClientsTakePartInTheNotes(t *testing.T) {
	t.Parallel()
	in := sample(t, one, false)
	const meeting = "barn-och-unga-2027-03-09"
	n := in.nodes["a"]
	args := []string{"--experimental-websocket", "--no-warnings", "testdata/stock.mjs", "ws" + strings.TrimPrefix(n.base, "http") + "/moten/" + meeting + "/rum"}
	for _, name := range []string{"Cy 0", "Cy 1", "Cy 2", "Cy 3"} {
		args = append(args, cookieOf(t, n, meeting, name))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 6*patience)
	defer cancel()
	node := exec.CommandContext(ctx, "node", args...)
	node.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	said := &record{}
	node.Stderr = said
	hear, err := node.StdinPipe()
	out, outErr := node.StdoutPipe()
	if err := errors.Join(err, outErr, node.Start()); err != nil {
		t.Fatal("node is needed for stock clients: ", err)
	}
	held := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == "kill" {
			n.kill()
			n.start()
			if _, err := hear.Write([]byte("started\n")); err != nil {
				t.Error(err)
			}
			continue
		}
		held++
		t.Log(lines.Text())
	}
	if err := node.Wait(); err != nil || held != 4 {
		t.Errorf("%d checks held; %v\n%s", held, err, said)
	}
}

// cookieOf is the cookie of somebody who has joined a meeting.
func cookieOf(t *testing.T, n *node, meeting, name string) string {
	t.Helper()
	g := guest.New(n.base)
	if err := g.Join(t.Context(), meeting, name, "Granviks kommun", "kommun"); err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(n.base)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range g.HTTP.Jar.Cookies(at) {
		all = append(all, (&http.Cookie{Name: c.Name, Value: c.Value}).String())
	}
	return strings.Join(all, "; ")
}
