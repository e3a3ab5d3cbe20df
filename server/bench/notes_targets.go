package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/gorilla/websocket"

	"ringain/server/guest"
	"ringain/server/wire"
)

// notesServer is one of the servers, with one document that everybody opens.
type notesServer struct {
	p      *process
	admits func(ctx context.Context) (notesPass, error) // what a person needs before they dial
}

// notesPass is what one person dials with.
type notesPass struct {
	address   string
	protocols []string
	origin    string
	cookies   http.CookieJar
	prefix    []byte // before every message: the document's name, where a socket carries several
	first     []byte // what is said before anything else
}

const benchDocument = "bench"

func startNotes(ctx context.Context, p notesPlan, name string) (*notesServer, error) {
	switch name {
	case "ringain":
		return startOurNotes(ctx)
	case "y-websocket":
		peer, err := startPeer(p, "y-websocket.mjs")
		return &notesServer{peer, func(context.Context) (notesPass, error) {
			return notesPass{address: peer.address + "/" + benchDocument}, nil
		}}, err
	case "hocuspocus":
		peer, err := startPeer(p, "hocuspocus.mjs")
		prefix := framed(nil, []byte(benchDocument))
		const auth, token = 2, 0
		first := framed(numbers(nil, auth, token), []byte("anyone"))
		return &notesServer{peer, func(context.Context) (notesPass, error) {
			return notesPass{address: peer.address, prefix: prefix, first: first}, nil
		}}, err
	}
	return nil, fmt.Errorf("no server is called %q", name)
}

// startPeer starts one of the stock servers; its first line ends with its address.
func startPeer(p notesPlan, name string) (*process, error) {
	peer := &process{cmd: exec.Command("node", filepath.Join(p.Peers, name))}
	peer.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	peer.cmd.Stderr = os.Stderr
	out, err := peer.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := peer.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		return nil, errors.Join(fmt.Errorf("%s did not start", name), peer.stop())
	}
	peer.address = lines.Text()[strings.LastIndex(lines.Text(), " ")+1:]
	return peer, nil
}

// startOurNotes starts a node on SQLite, and opens a meeting. Everybody is a guest of
// their own, and comes by the address for stock clients.
func startOurNotes(ctx context.Context) (*notesServer, error) {
	ours, err := startRingain(ctx, product, setting{})
	if err != nil {
		return nil, err
	}
	p, room := ours.nodes[0], "/moten/"+firstMeeting+"/rum"
	return &notesServer{p, func(ctx context.Context) (notesPass, error) {
		who := guest.New(p.address)
		who.HTTP.Transport = &http.Transport{DisableKeepAlives: true}
		if err := who.Join(ctx, firstMeeting, "Bo", "Provkommunen", "region"); err != nil {
			return notesPass{}, err
		}
		ticket, err := who.Ticket(ctx, room)
		return notesPass{
			address: p.address + room + "/anteckningar", protocols: []string{"y", wire.TicketPrefix + ticket},
			origin: p.address, cookies: who.HTTP.Jar,
		}, err
	}}, nil
}

// notesLine is one connection to the notes.
type notesLine struct {
	ws     *websocket.Conn
	prefix []byte
}

func (pass notesPass) dial(ctx context.Context) (*notesLine, error) {
	dialer := websocket.Dialer{HandshakeTimeout: 30 * time.Second, Subprotocols: pass.protocols, Jar: pass.cookies, ReadBufferSize: 4 << 10, WriteBufferSize: 1 << 10}
	header := http.Header{}
	if pass.origin != "" {
		header.Set("Origin", pass.origin)
	}
	ws, response, err := dialer.DialContext(ctx, "ws"+strings.TrimPrefix(pass.address, "http"), header)
	if err != nil {
		if response != nil {
			err = fmt.Errorf("open the notes: %s: %w", response.Status, err)
		}
		return nil, err
	}
	context.AfterFunc(ctx, func() { ws.Close() })
	l := &notesLine{ws: ws, prefix: pass.prefix}
	if pass.first != nil {
		err = l.send(pass.first)
	}
	return l, err
}

func (l *notesLine) send(m []byte) error {
	if len(l.prefix) > 0 {
		m = append(bytes.Clone(l.prefix), m...)
	}
	return l.ws.WriteMessage(websocket.BinaryMessage, m)
}

// hear waits for the next message of the notes.
func (l *notesLine) hear() (message, error) {
	for {
		kind, body, err := l.ws.ReadMessage()
		if err != nil {
			return message{}, err
		}
		body, ours := bytes.CutPrefix(body, l.prefix)
		if kind == websocket.BinaryMessage && ours {
			return readMessage(body)
		}
	}
}

// peak returns the most memory that was ever resident, in bytes: VmHWM of proc(5) status.
func (p *process) peak() int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	var kb int64
	fmt.Sscanf(rest, "%d kB", &kb)
	return kb << 10
}
