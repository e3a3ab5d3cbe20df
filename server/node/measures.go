package node

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/notify/outbox"
	"ringain/server/feed"
	"ringain/server/live"
)

// measures is what the operator can see of a node, for Prometheus.
type measures struct {
	registry *prometheus.Registry
	took     *prometheus.HistogramVec
}

func newMeasures(n *Node) *measures {
	m := &measures{
		registry: prometheus.NewRegistry(),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "ringain_http_seconds", Help: "How long requests took, by route and status. Sockets are not counted.",
			Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 3, 10},
		}, []string{"route", "status"}),
	}
	m.registry.MustRegister(m.took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(), n.saving.seconds, n.saving.changes, n.saving.faults)
	within := func(name, help string, fault func(context.Context) error) {
		m.registry.MustRegister(gauge(prometheus.Opts{Name: "ringain_" + name + "_up", Help: help + ": 1 or 0."}, func() float64 {
			if fault(context.Background()) != nil {
				return 0
			}
			return 1
		}))
	}
	within("database", "Whether the database answers", n.store.Ready)
	within("bus", "Whether news from other nodes come at once", func(context.Context) error { return n.bus.Healthy() })
	hub := func(name, help string, kind func(prometheus.Opts, func() float64) prometheus.Collector, value func(live.Stats) float64) {
		m.registry.MustRegister(kind(prometheus.Opts{Name: "ringain_live_" + name, Help: help}, func() float64 { return value(n.hub.Stats()) }))
	}
	hub("rooms", "Rooms that somebody on this node is in.", gauge, func(s live.Stats) float64 { return float64(s.Rooms) })
	hub("sockets", "Open sockets.", gauge, func(s live.Stats) float64 { return float64(s.Sockets) })
	hub("joins_total", "Sockets opened.", counter, func(s live.Stats) float64 { return float64(s.Joins) })
	hub("commands_total", "Commands asked for.", counter, func(s live.Stats) float64 { return float64(s.Commands) })
	hub("refusals_total", "Commands refused.", counter, func(s live.Stats) float64 { return float64(s.Refusals) })
	hub("malformed_total", "Frames that could not be understood.", counter, func(s live.Stats) float64 { return float64(s.Malformed) })
	hub("slow_total", "Connections closed because they did not keep up.", counter, func(s live.Stats) float64 { return float64(s.Slow) })
	hub("events_total", "Events handed on.", counter, func(s live.Stats) float64 { return float64(s.Events) })
	hub("deliveries_total", "Events times those they were handed to.", counter, func(s live.Stats) float64 { return float64(s.Deliveries) })
	hub("healed_total", "Times a room found in the log what the bus had not told.", counter, func(s live.Stats) float64 { return float64(s.Healed) })
	hub("panics_total", "Goroutines that panicked.", counter, func(s live.Stats) float64 { return float64(s.Panics) })
	notes := func(name, help string, value func(live.Stats) int64) {
		m.registry.MustRegister(counter(prometheus.Opts{Name: "ringain_notes_" + name, Help: help}, func() float64 { return float64(value(n.hub.Stats())) }))
	}
	notes("opened_total", "Documents of notes opened from the database.", func(s live.Stats) int64 { return s.NotesOpened })
	notes("kept_total", "Updates to notes kept.", func(s live.Stats) int64 { return s.NotesKept })
	notes("unkept_total", "Times that updates to notes could not be kept.", func(s live.Stats) int64 { return s.NotesUnkept })
	notes("refused_total", "Updates to notes refused.", func(s live.Stats) int64 { return s.NotesRefused })
	notes("handed_on_total", "Updates to notes handed on.", func(s live.Stats) int64 { return s.NotesHandedOn })
	notes("deliveries_total", "Those times those they were handed to.", func(s live.Stats) int64 { return s.NotesDeliveries })
	m.feedFigures(n.feeds)
	if r, ok := n.bus.(*bus.Redis); ok {
		m.busFigures(r)
	}
	if n.outbox != nil {
		m.letterFigures(n)
	}
	return m
}

// saving is what it takes to keep things, from when the database is opened.
type saving struct {
	seconds         prometheus.Histogram
	changes, faults prometheus.Counter
}

func newSaving() *saving {
	return &saving{
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringain_store_transaction_seconds", Help: "How long transactions took, tried again or not. Nothing is called saved before its own has ended.",
			Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 3},
		}),
		changes: prometheus.NewCounter(prometheus.CounterOpts{Name: "ringain_store_changes_total", Help: "Changes that transactions carried."}),
		faults:  prometheus.NewCounter(prometheus.CounterOpts{Name: "ringain_store_faults_total", Help: "Transactions that the database did not keep."}),
	}
}

func (s *saving) took(took time.Duration, changes int, fault error) {
	s.seconds.Observe(took.Seconds())
	s.changes.Add(float64(changes))
	if fault != nil {
		s.faults.Inc()
	}
}

func (m *measures) feedFigures(f *feed.Feeds) {
	figure := func(name, help string, kind func(prometheus.Opts, func() float64) prometheus.Collector, value func(feed.Stats) int64) {
		m.registry.MustRegister(kind(prometheus.Opts{Name: "ringain_feed_" + name, Help: help}, func() float64 { return float64(value(f.Stats())) }))
	}
	figure("sent_total", "Answers with a feed.", counter, func(s feed.Stats) int64 { return s.Sent })
	figure("not_modified_total", "Answers that the reader has it already.", counter, func(s feed.Stats) int64 { return s.NotModified })
	figure("unknown_total", "Answers that there is no such feed.", counter, func(s feed.Stats) int64 { return s.Unknown })
	figure("unavailable_total", "Answers that a feed cannot be had just now.", counter, func(s feed.Stats) int64 { return s.Unavailable })
	figure("stale_total", "Feeds served as they were, since the database gave no answer.", counter, func(s feed.Stats) int64 { return s.Stale })
	figure("built_total", "Feeds made.", counter, func(s feed.Stats) int64 { return s.Built })
	figure("left_out_total", "Events left out since they could not be written.", counter, func(s feed.Stats) int64 { return s.LeftOut })
	figure("prepared", "Feeds in memory.", gauge, func(s feed.Stats) int64 { return s.Prepared })
	figure("bytes", "Bytes that the feeds in memory take.", gauge, func(s feed.Stats) int64 { return s.Bytes })
}

func (m *measures) letterFigures(n *Node) {
	figure := func(name, help string, value func(outbox.Stats) int64) {
		m.registry.MustRegister(counter(prometheus.Opts{Name: "ringain_letters_" + name, Help: help}, func() float64 { return float64(value(n.outbox.Stats())) }))
	}
	figure("sent_total", "Letters that the mail server took on.", func(s outbox.Stats) int64 { return s.Sent })
	figure("failed_total", "Times that a letter was not taken on.", func(s outbox.Stats) int64 { return s.Failed })
	figure("given_up_total", "Letters that are not tried again.", func(s outbox.Stats) int64 { return s.GaveUp })
	all := func(name, help string, value func(store.LetterFigures) int) {
		m.registry.MustRegister(gauge(prometheus.Opts{Name: "ringain_letters_" + name, Help: help + " In the whole installation."}, func() float64 {
			f, err := n.store.LetterFigures(context.Background())
			if err != nil {
				return math.NaN()
			}
			return float64(value(f))
		}))
	}
	all("waiting", "Letters that wait to be sent.", func(f store.LetterFigures) int { return f.Waiting })
	all("returned", "Letters of late that came back.", func(f store.LetterFigures) int { return f.Returned })
	all("followers", "Addresses that follow a theme.", func(f store.LetterFigures) int { return f.Followers })
	all("paused", "Addresses that nothing is sent to, since letters came back.", func(f store.LetterFigures) int { return f.Paused })
}

func (m *measures) busFigures(r *bus.Redis) {
	figure := func(name, help string, value func(bus.Stats) int64) {
		m.registry.MustRegister(counter(prometheus.Opts{Name: "ringain_bus_" + name, Help: help}, func() float64 { return float64(value(r.Stats())) }))
	}
	figure("published_total", "Messages handed to Redis.", func(s bus.Stats) int64 { return int64(s.Published) })
	figure("received_total", "Messages from other nodes.", func(s bus.Stats) int64 { return int64(s.Received) })
	figure("lost_total", "Times messages may have been missed.", func(s bus.Stats) int64 { return int64(s.Lost) })
	figure("dropped_total", "Messages that Redis could not be handed.", func(s bus.Stats) int64 { return int64(s.Dropped) })
	figure("reconnects_total", "Links to Redis made anew.", func(s bus.Stats) int64 { return int64(s.Reconnects) })
}

func gauge(o prometheus.Opts, value func() float64) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts(o), value)
}

func counter(o prometheus.Opts, value func() float64) prometheus.Collector {
	return prometheus.NewCounterFunc(prometheus.CounterOpts(o), value)
}

func (m *measures) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// requests measures every request by its route, not by its address, so that what
// strangers ask for does not grow the figures.
func (m *measures) requests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		answer := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		defer func() {
			if status := answer.Status(); status != 0 { // 0: a socket was taken over
				m.took.WithLabelValues(route(r), strconv.Itoa(status)).Observe(time.Since(began).Seconds())
			}
		}()
		next.ServeHTTP(answer, r)
	})
}

func route(r *http.Request) string {
	if c := chi.RouteContext(r.Context()); c != nil && c.RoutePattern() != "" {
		return c.RoutePattern()
	}
	return "none"
}
