package reach

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

func TestOnlyPublicMachinesAreAsked(t *testing.T) {
	for _, a := range []string{"127.0.0.1:80", "127.8.9.1:443", "10.0.0.1:80", "172.16.5.4:80", "192.168.1.1:80", "169.254.169.254:80", "0.0.0.0:80", "100.64.0.1:80",
		"192.0.2.1:80", "198.18.0.1:80", "203.0.113.9:80", "224.0.0.1:80", "240.0.0.1:80", "255.255.255.255:80", "[::]:80", "[::1]:80", "[fe80::1]:80", "[fe80::1%25eth0]:80",
		"[fc00::1]:80", "[fd00:ec2::254]:80", "[ff02::1]:80", "[::ffff:127.0.0.1]:80", "[::ffff:10.0.0.1]:80", "[64:ff9b::7f00:1]:80", "[64:ff9b:1::1]:80",
		"[2002:7f00:1::]:80", "[2001:0:7f00:1::]:80", "[2001:db8::1]:80", "[3fff::1]:80", "[5f00::1]:80", "[fec0::1]:80", "[100::1]:80", "[::7f00:1]:80", "168.63.129.16:80", "93.184.216.34:22", "93.184.216.34:6379"} {
		to, err := netip.ParseAddrPort(strings.ReplaceAll(a, "%25", "%"))
		if err != nil {
			t.Fatal(err)
		}
		if err := Public(to); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s may be asked: %v", a, err)
		}
	}
	for _, a := range []string{"93.184.216.34:443", "8.8.8.8:80", "[2606:2800:220:1::1]:443", "[::ffff:8.8.8.8]:443", "193.10.0.1:80"} {
		if err := Public(netip.MustParseAddrPort(a)); err != nil {
			t.Errorf("%s may not be asked: %v", a, err)
		}
	}
}

// liar is a name server that says something else every time it is asked for a name.
func liar(t *testing.T, says ...string) (*net.Resolver, *atomic.Int32) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked := &atomic.Int32{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.RCode, m.Additionals = true, dnsmessage.RCodeSuccess, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				ip := netip.MustParseAddr(says[min(int(asked.Add(1))-1, len(says)-1)]).As4()
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class}, Body: &dnsmessage.AResource{A: ip}}}
			}
			if out, err := m.Pack(); err == nil {
				conn.WriteTo(out, from)
			}
		}
	}()
	t.Cleanup(func() { conn.Close(); <-done })
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}, asked
}

func TestANameThatTurnsPrivateIsNotAsked(t *testing.T) {
	var hits atomic.Int32
	secret := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	defer secret.Close()
	resolver, asked := liar(t, "127.0.0.1")
	c := New(Options{Timeout: 5 * time.Second, Resolver: resolver})
	_, port, _ := net.SplitHostPort(secret.Listener.Addr().String())
	for _, address := range []string{"http://rebinds.example.org:" + port + "/", "http://rebinds.example.org/", secret.URL, "http://localhost:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://127.1:" + port, "http://0:" + port} {
		res, err := c.Get(address)
		if err == nil {
			res.Body.Close()
			t.Errorf("%s was asked", address)
		}
	}
	if asked.Load() == 0 || hits.Load() != 0 {
		t.Errorf("the name server was asked %d times, the machine %d times", asked.Load(), hits.Load())
	}
}

func TestNoRedirectIsFollowedAndNoProxyUsed(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	s := httptest.NewServer(http.RedirectHandler("http://127.0.0.1:1/", http.StatusFound))
	defer s.Close()
	resolver, _ := liar(t, "127.0.0.1")
	c := New(Options{Timeout: 5 * time.Second, Resolver: resolver, May: func(netip.AddrPort) error { return nil }})
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	res, err := c.Get("http://elsewhere.example.org:" + port)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusFound {
		t.Errorf("%d", res.StatusCode)
	}
}
