package main

import (
	"context"
	"strings"
	"time"
)

// Beside which servers fan-out is measured.
const (
	product = "ringain"
	gorilla = "gorilla"
	batch   = "gorilla-batch"
)

// workloads are what is measured, with what is wanted of each.
func workloads() []workload {
	return []workload{
		{
			name: "w1", what: "1,000 in one room, 16 in flight, kept before",
			servers: []string{handingOn, gorilla, batch},
			once:    fanOut{setting: setting{people: 1000, redis: true}, mouths: 16, lasts: 5 * time.Second}.run,
			goals: []goal{
				{figure: figureDeliveries, beside: batch, least: 0.9},
				{figure: figureCPU, beside: batch, most: 1 / 0.9},
			},
		},
		{
			name: "w1-kept", what: "the same, each durable first, 64 in flight",
			servers: []string{product},
			once:    fanOut{setting: setting{people: 1000}, mouths: 64, lasts: 5 * time.Second}.run,
			goals: []goal{
				{figure: figureMessages, least: 1000},
				{figure: figureP99, most: 50},
			},
		},
		{
			name: "w2", what: "5,000 in one room, 10 a second",
			servers: []string{product, gorilla},
			once:    fanOut{setting: setting{people: 5000}, mouths: 2, every: 200 * time.Millisecond, lasts: 10 * time.Second}.run,
			goals: []goal{
				{figure: figureCPU, beside: gorilla, most: 1.1},
				{figure: figureP99, beside: gorilla, most: 1.1},
				{figure: figureMemory, most: 20},
			},
		},
		{
			name: "w3", what: "5,000 come at once",
			servers: []string{product, gorilla},
			once:    joining{setting: setting{people: 5000}}.run,
			goals:   []goal{{figure: figureJoins, beside: gorilla, least: 0.7}},
		},
		{
			name: "w4", what: "5,000 dropped at once come back to 20 messages",
			servers: []string{product, gorilla},
			once:    joining{setting: setting{people: 5000}, missed: 20}.run,
			goals:   []goal{{figure: figureJoins, beside: gorilla, least: 0.7}},
		},
		{
			name: "w5", what: "two nodes, 1,000 each, 50 a second",
			servers: []string{product, gorilla},
			once:    fanOut{setting: setting{people: 2000, nodes: 2}, mouths: 5, every: 100 * time.Millisecond, lasts: 10 * time.Second}.run,
			goals: []goal{
				{figure: figureP99, beside: gorilla, most: 1.2},
				{figure: figureCPU, beside: gorilla, most: 1.2},
			},
		},
		{
			name: "w6", what: "10,000 in one room, 5 a second",
			servers: []string{product, gorilla}, rounds: 1,
			once: fanOut{setting: setting{people: 10000}, mouths: 1, every: 200 * time.Millisecond, lasts: 10 * time.Second}.run,
			goals: []goal{
				{figure: figureCPU, beside: gorilla, most: 1.1},
				{figure: figureMemory, most: 20},
			},
		},
		{
			name: "w7", what: "1,000 in one room, 50 a second, 50 read nothing",
			servers: []string{"stalled", "none stalled"},
			once: func(ctx context.Context, name string) (figures, error) {
				f := fanOut{setting: setting{people: 1000}, mouths: 5, every: 100 * time.Millisecond, lasts: 10 * time.Second}
				if name == "stalled" {
					f.stalled = 50
				}
				return f.run(ctx, product)
			},
			goals: []goal{{figure: figureP99, beside: "none stalled", most: 1.1}},
		},
		{
			name: "room", what: "the largest meeting promised: 1,000, 50 a second",
			servers: []string{product}, rounds: 1,
			once: fanOut{setting: setting{people: 1000, limits: true}, mouths: 5, every: 100 * time.Millisecond, lasts: 10 * time.Second}.run,
			goals: []goal{
				{figure: figureJoined, most: 60},
				{figure: figureLost, most: 0.5},
			},
		},
		growing("grows", "one room of more and more", []string{"1,000", "100", "10,000"}, map[string]fanOut{
			"100":    {setting: setting{people: 100, redis: true}, mouths: 20, every: 100 * time.Millisecond},
			"1,000":  {setting: setting{people: 1000, redis: true}, mouths: 5, every: 250 * time.Millisecond},
			"10,000": {setting: setting{people: 10000, redis: true}, mouths: 1, every: 500 * time.Millisecond},
		}),
		growing("rooms", "more and more rooms of 50", []string{"20 rooms", "1 room", "200 rooms"}, map[string]fanOut{
			"1 room":    {setting: setting{people: 50, redis: true}, mouths: 20, every: 50 * time.Millisecond},
			"20 rooms":  {setting: setting{people: 1000, rooms: 20, redis: true}, mouths: 20, every: 50 * time.Millisecond},
			"200 rooms": {setting: setting{people: 10000, rooms: 200, redis: true}, mouths: 200, every: 500 * time.Millisecond},
		}),
		{
			name: "redis", what: "two nodes, 200 events a second, Redis is away for a while",
			servers: []string{product}, rounds: 1,
			once: outage{setting: setting{people: 100, nodes: 2, far: true}, mouths: 20, every: 100 * time.Millisecond, lasts: 6 * time.Second}.run,
			goals: []goal{
				{figure: figureWith, most: ms(normal)},
				{figure: figureWithout, most: 2000},
				{figure: figureNormal, most: 10},
			},
		},
		{
			name: "lunch", what: "20 rooms, 1,000 leave and 1,000 come in a minute",
			servers: []string{product, gorilla}, rounds: 1,
			once: lunch{setting: setting{people: 2000, strangers: 2000, rooms: 20, limits: true}, mouths: 20, every: 2 * time.Second, lasts: time.Minute}.run,
			goals: []goal{
				{figure: figureArrival99, most: 1000},
				{figure: figureLost, most: 0.5},
			},
		},
		{
			name: "idle", what: "10,000 sockets on which nothing is said",
			servers: []string{product, gorilla}, rounds: 1,
			once:  idling{setting: setting{people: 10000}, lasts: 10 * time.Second}.run,
			goals: []goal{{figure: figureMemory, most: 20}},
		},
		{
			name: "stalled", what: "2,000 in one room, 20 a second, and 200 read nothing",
			servers: []string{"stalled", "none stalled"}, rounds: 1,
			once: func(ctx context.Context, name string) (figures, error) {
				f := fanOut{setting: setting{people: 2000}, mouths: 4, every: 200 * time.Millisecond, lasts: 80 * time.Second}
				if name == "stalled" {
					f.people, f.stalled = 2200, 200
				} else {
					f.lasts = 20 * time.Second
				}
				return f.run(ctx, product)
			},
			goals: []goal{
				{figure: figureP99, beside: "none stalled", more: 50},
				{figure: figureLost, least: 200},
			},
		},
		{
			name: "hostile", what: "1,000 in one room, 20 a second, and some mean ill",
			servers: []string{"slow requests", "slow upgrades", "slow frames", "silent sockets", "command floods", "ping floods", "frame bombs", "accept bursts"}, rounds: 1,
			once: hostile{people: 1000, mouths: 4, every: 200 * time.Millisecond, calm: 4 * time.Second, lasts: 12 * time.Second}.run,
			goals: []goal{
				{of: "slow requests", figure: figureWorse, most: 50}, {of: "slow requests", figure: figureStayed, most: 9},
				{of: "slow upgrades", figure: figureWorse, most: 50}, {of: "slow upgrades", figure: figureStayed, most: 9},
				{of: "slow frames", figure: figureWorse, most: 50}, {of: "slow frames", figure: figureStayed, most: 15},
				{of: "silent sockets", figure: figureWorse, most: 50}, {of: "silent sockets", figure: figureStayed, most: 15},
				{of: "command floods", figure: figureWorse, most: 50}, {of: "ping floods", figure: figureWorse, most: 50},
				{of: "frame bombs", figure: figureWorse, most: 50}, {of: "frame bombs", figure: figureGrown, most: 100},
				{of: "accept bursts", figure: figureWorse, most: 50},
			},
		},
		{
			name: "feeds", what: "50,000 subscribers poll once",
			servers: []string{product, bareFile}, rounds: 1,
			once: polling{subscribers: 50_000}.run,
			goals: []goal{
				{figure: figurePolls("304"), beside: bareFile, least: 0.9},
				{figure: figurePolls("200 gzip"), beside: bareFile, least: 0.9},
				{figure: figurePolls("200 plain"), beside: bareFile, least: 0.9},
				{figure: figurePolls("304, each on a new connection"), beside: bareFile, least: 0.9},
				{figure: figurePollP99("304"), most: 10},
				{figure: figurePollP99("200 gzip"), most: 10},
				{figure: figurePollP99("200 plain"), most: 10},
			},
		},
	}
}

// growing measures fan-out of events that are kept already, with more and more people. One
// delivery is to cost as much as in the first; what it costs the bare loop stands beside.
func growing(name, what string, sizes []string, of map[string]fanOut) workload {
	w := workload{name: name, what: what, servers: sizes, rounds: 1}
	w.once = func(ctx context.Context, size string) (figures, error) {
		size, isBare := strings.CutPrefix(size, "bare ")
		f := of[size]
		f.lasts = 10 * time.Second
		if isBare {
			f.redis = false
			return f.run(ctx, gorilla)
		}
		return f.run(ctx, handingOn)
	}
	for _, size := range sizes {
		w.servers = append(w.servers, "bare "+size)
	}
	for _, size := range sizes[1:] {
		w.goals = append(w.goals, goal{of: size, figure: figureCPU, beside: sizes[0], least: 0.85, most: 1.15})
	}
	return w
}
