package feed

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// These serve the feed of everything over TCP, in turns with a bare handler that
// writes the same bytes, and report how many requests the feed answers while the bare
// handler answers one, as ratio: the median of all turns.

func BenchmarkFeedPlain(b *testing.B)       { compare(b, "") }
func BenchmarkFeedGzip(b *testing.B)        { compare(b, "Accept-Encoding: gzip\r\n") }
func BenchmarkFeedNotModified(b *testing.B) { compare(b, "If-None-Match: ") }

const polled = "/tema/psykisk-halsa-i-kristid.ics"

func compare(b *testing.B, header string) {
	n := season(b)
	var fields []string
	if name, _, ok := strings.Cut(header, ":"); ok {
		fields = []string{name, "gzip"}
	}
	if strings.HasPrefix(header, "If-None-Match") {
		tag := n.send(http.MethodGet, polled).Header().Get("ETag")
		header, fields = header+tag+"\r\n", []string{"If-None-Match", tag}
	}
	answer := n.send(http.MethodGet, polled, fields...)
	feed, bare := serve(b, n.handler), serve(b, same(answer))
	request := []byte("GET " + polled + " HTTP/1.1\r\nHost: moten.example.org\r\n" + header + "\r\n")
	b.SetBytes(int64(answer.Body.Len()))
	const turn = 200
	var ratios []float64
	for done := 0; done < b.N; done += turn {
		b.StopTimer()
		took := bare.ask(b, request, turn)
		b.StartTimer()
		ratios = append(ratios, float64(took)/float64(feed.ask(b, request, turn)))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "ratio")
}

// same is a handler that answers as the feed did, byte for byte, and does nothing else.
func same(answer *httptest.ResponseRecorder) http.Handler {
	body, status, header := answer.Body.Bytes(), answer.Code, answer.Header()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		for name := range header {
			h.Set(name, header.Get(name))
		}
		w.WriteHeader(status)
		if len(body) > 0 {
			w.Write(body)
		}
	})
}

// server is a server with a few connections to it.
type server struct{ conns []*conn }

type conn struct {
	net.Conn
	from *bufio.Reader
}

func serve(b *testing.B, h http.Handler) *server {
	ts := httptest.NewServer(h)
	b.Cleanup(ts.Close)
	s := &server{}
	for range 4 {
		c, err := net.Dial("tcp", ts.Listener.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { c.Close() })
		s.conns = append(s.conns, &conn{c, bufio.NewReaderSize(c, 128<<10)})
	}
	return s
}

// ask sends so many requests over the connections, shared between them, and returns
// how long it took.
func (s *server) ask(b *testing.B, request []byte, times int) time.Duration {
	began := time.Now()
	var all sync.WaitGroup
	for _, c := range s.conns {
		all.Go(func() {
			for range times / len(s.conns) {
				if err := c.ask(request); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return time.Since(began)
}

// ask sends one request and reads the answer by its length.
func (c *conn) ask(request []byte) error {
	if _, err := c.Write(request); err != nil {
		return err
	}
	length := 0
	for {
		line, err := c.from.ReadSlice('\n')
		if err != nil {
			return err
		}
		if name := []byte("Content-Length: "); bytes.HasPrefix(line, name) {
			for _, digit := range bytes.TrimSpace(line[len(name):]) {
				length = length*10 + int(digit-'0')
			}
		}
		if len(line) == 2 {
			break
		}
	}
	_, err := io.CopyN(io.Discard, c.from, int64(length))
	return err
}

// BenchmarkHandler is the handler alone, without a connection.
func BenchmarkHandler(b *testing.B) {
	n := season(b)
	r := httptest.NewRequest(http.MethodGet, polled, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := nowhere{}
	b.ReportAllocs()
	for b.Loop() {
		clear(w)
		n.handler.ServeHTTP(w, r)
	}
}

// nowhere is a response that goes nowhere.
type nowhere http.Header

func (n nowhere) Header() http.Header         { return http.Header(n) }
func (n nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n nowhere) WriteHeader(int)             {}

// BenchmarkChange has one of many meetings changed, and measures how long it takes until
// the feed that holds them all has it, plain and gzip, and is served to everybody; how
// many bytes the feed is, and how many are held in memory for each meeting.
func BenchmarkChange(b *testing.B) {
	for _, many := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(many), func(b *testing.B) { changeOneOf(b, many) })
	}
}

func changeOneOf(b *testing.B, many int) {
	n := season(b)
	m, err := n.store.Meeting(b.Context(), "suicidprevention-2027-04-08")
	n.must(err)
	n.must(n.store.Change("many", func(tx *store.Tx) error {
		tx.Raise(m.Themes, meetings.At(n.now))
		for i := range many {
			x := m
			x.ID, x.Slug = meetings.ID(fmt.Sprintf("many-%05d", i)), fmt.Sprintf("many-%05d", i)
			x.Start = m.Start.Add(time.Duration(i) * time.Hour)
			if err := tx.AddMeeting(meetings.Room{Meeting: x, Agenda: meetings.Agenda{Items: []meetings.Item{{ID: "a", Title: "Välkomna"}}}}); err != nil {
				return err
			}
		}
		return nil
	}))
	n.now = n.now.Add(time.Minute)
	feed := address{kind: all, lang: meetings.SV, format: calendar}
	find := func() {
		if _, err := n.feeds.find(b.Context(), feed); err != nil {
			b.Fatal(err)
		}
	}
	before := inUse()
	find()
	each := float64(inUse()-before) / float64(many)
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		n.do(fmt.Sprintf("many-%05d", i*37%many), meetings.AddItem{Title: "Bryggor"})
		b.StartTimer()
		find()
	}
	b.StopTimer()
	b.ReportMetric(float64(len(n.get(feed.path()))), "bytes")
	b.ReportMetric(each, "held-B/meeting")
}

// inUse is how many bytes are in use.
func inUse() int64 {
	runtime.GC()
	runtime.GC() // what pools held until the first
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	return int64(now.HeapAlloc)
}
