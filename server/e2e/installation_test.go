package e2e_test

import (
	"testing"

	"ringain/meetings/store/postgrestest"
	"ringain/notify/bus/redistest"
)

// variant is a way to run an installation.
type variant string

// The variants. In one, SQLite keeps everything and there is one node; in two,
// PostgreSQL does, and two nodes hear each other over Redis.
const (
	one variant = "one"
	two variant = "two"
)

// installation is what people reach: one node or two, and what they stand on.
type installation struct {
	t        testing.TB
	variant  variant
	database string               // empty: SQLite
	postgres *postgrestest.Server // nil unless it is for this test alone
	redis    *redistest.Server    // nil with one node
	data     string
	nodes    map[string]*node
}

// newInstallation makes an installation without nodes. With alone, PostgreSQL
// serves this test only, which may then stop it.
func newInstallation(t testing.TB, v variant, alone bool) *installation {
	t.Helper()
	in := &installation{t: t, variant: v, data: t.TempDir(), nodes: map[string]*node{}}
	if v == one {
		return in
	}
	in.redis = redistest.Start(t)
	if alone {
		in.postgres = postgrestest.Start(t)
		in.database = in.postgres.URL()
	} else {
		in.database = postgrestest.Database(t)
	}
	return in
}

// start starts a node by name. With one node, every name is that node's.
func (in *installation) start(name string, settings ...string) *node {
	in.t.Helper()
	if in.variant == one && len(in.nodes) > 0 {
		for _, n := range in.nodes {
			in.nodes[name] = n
			return n
		}
	}
	data := in.data
	if in.variant == two {
		data = in.t.TempDir()
		settings = append(settings, "--database", in.database, "--redis", in.redis.URL)
	}
	n := newNode(in.t, name, append(settings, "--data", data, "--grace", "5s")...)
	in.nodes[name] = n
	return n
}

// sample starts an installation with the sample season, on all its nodes, with the
// settings given.
func sample(t testing.TB, v variant, alone bool, settings ...string) *installation {
	t.Helper()
	in := newInstallation(t, v, alone)
	in.start("a", append(settings, "--sample")...)
	in.start("b", append(settings, "--sample")...)
	return in
}
