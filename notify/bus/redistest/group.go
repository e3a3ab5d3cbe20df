package redistest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Group is a server that another follows, and takes the place of when it is gone: by
// sentinels, or in a cluster.
type Group struct {
	First, Second *Server // the first is followed in the beginning
	URL           string  // for [bus.NewRedis]

	takeOver func()
}

// TakeOver has the second server take the place of the first, which is gone, and waits
// until it has.
func (g *Group) TakeOver() {
	g.First.t.Helper()
	g.takeOver()
	g.Second.until("role", "master")
}

// StartSentinel starts two servers, and a sentinel that watches them as "lunch".
func StartSentinel(t testing.TB) *Group {
	t.Helper()
	g := &Group{First: Start(t)}
	host, port, _ := net.SplitHostPort(g.First.Addr)
	g.Second = begin(&Server{t: t, dir: t.TempDir(), kind: []string{"--replicaof", host + " " + port, "--repl-diskless-sync-delay", "0"}})
	g.First.until("info replication", "state=online")
	dir := t.TempDir()
	settings := filepath.Join(dir, "sentinel.conf")
	text := fmt.Sprintf("sentinel monitor lunch %s %s 1\nsentinel down-after-milliseconds lunch 300\nsentinel failover-timeout lunch 3000\n", host, port)
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	sentinel := begin(&Server{t: t, dir: dir, kind: []string{settings, "--sentinel"}})
	sentinel.until("sentinel replicas lunch", "runid")
	g.URL = "redis+sentinel://" + sentinel.Addr + "/lunch"
	g.takeOver = func() {} // the sentinel sees to that
	return g
}

// StartCluster starts a cluster of two servers, the first of which has all slots.
func StartCluster(t testing.TB) *Group {
	t.Helper()
	kind := []string{"--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--repl-diskless-sync-delay", "0"}
	g := &Group{}
	g.First = begin(&Server{t: t, dir: t.TempDir(), kind: kind})
	g.Second = begin(&Server{t: t, dir: t.TempDir(), kind: kind})
	g.First.do("cluster addslotsrange 0 16383")
	host, port, _ := net.SplitHostPort(g.First.Addr)
	g.Second.do("cluster meet " + host + " " + port)
	id, err := g.First.ask("cluster myid")
	if err != nil {
		t.Fatal(err)
	}
	id = strings.Fields(id)[1]
	g.Second.until("cluster nodes", id)
	g.Second.until("cluster info", "cluster_state:ok")
	g.Second.until("cluster replicate "+id, "+OK") // which it refuses until they have met
	g.First.until("info replication", "state=online")
	g.URL = "redis+cluster://" + g.First.Addr + "," + g.Second.Addr
	g.takeOver = func() { g.Second.do("cluster failover takeover") }
	return g
}

// until asks until the answer holds some words.
func (s *Server) until(command, words string) {
	s.t.Helper()
	var answer string
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if answer, err = s.ask(command); err == nil && strings.Contains(answer, words) {
			return
		}
	}
	s.t.Fatalf("%s: no %q in %q, %v", command, words, answer, err)
}

// StartSecret starts a server that is spoken to over TLS, by a user with a password. Its
// certificate is its own.
func StartSecret(t testing.TB) *Server {
	t.Helper()
	dir := t.TempDir()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	certificate, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{"certificate": {Type: "CERTIFICATE", Bytes: certificate}, "key": {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	settings := filepath.Join(dir, "redis.conf")
	text := "tls-cert-file certificate\ntls-key-file key\ntls-auth-clients no\nuser default off\nuser ringain on >lunch ~* &* +@all\n"
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := begin(&Server{t: t, dir: dir, encrypted: true, kind: []string{settings}})
	s.URL = "rediss://ringain:lunch@" + s.Addr
	return s
}
