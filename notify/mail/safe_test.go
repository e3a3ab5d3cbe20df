package mail_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"ringain/notify/mail"
	"ringain/notify/mail/mailtest"
)

// canary is a password that must be seen by the mail server alone.
const canary = "hemligt-kanariefågel-4711"

func safeServer(t *testing.T, s *mailtest.Server, address string) *mail.Server {
	t.Helper()
	server, err := mail.New(mail.Options{Server: address, From: "moten@granvik.example", Roots: s.Roots})
	if err != nil {
		t.Fatal(err)
	}
	return server
}

func TestLettersGoOverTLSToAServerThatAsksWhoWeAre(t *testing.T) {
	for name, asks := range map[string]mailtest.Safe{
		"STARTTLS, PLAIN": {Mechanisms: []string{"PLAIN"}, User: "moten", Password: canary},
		"STARTTLS, LOGIN": {Mechanisms: []string{"LOGIN"}, User: "moten", Password: canary},
		"smtps, PLAIN":    {Implicit: true, Mechanisms: []string{"PLAIN", "LOGIN"}, User: "moten@granvik.example", Password: canary},
		"smtps, LOGIN":    {Implicit: true, Mechanisms: []string{"LOGIN"}, User: "moten", Password: canary},
		"STARTTLS":        {},
		"smtps":           {Implicit: true},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.StartSafe(t, asks)
			send(t, safeServer(t, server, server.URL), mail.Letter{To: "asa@granvik.example", Subject: "Möte", Text: "Hej"})
			if got := server.Await(1)[0]; got.Subject != "Möte" || strings.Contains(got.Raw, canary) {
				t.Errorf("%s", got.Raw)
			}
		})
	}
}

func TestAWrongPasswordIsToldWithoutThePassword(t *testing.T) {
	for _, implicit := range []bool{false, true} {
		for _, mechanism := range []string{"PLAIN", "LOGIN"} {
			server := mailtest.StartSafe(t, mailtest.Safe{Implicit: implicit, Mechanisms: []string{mechanism}, User: "moten", Password: "another"})
			at := strings.Replace(server.URL, ":another@", ":"+url.QueryEscape(canary)+"@", 1)
			err := safeServer(t, server, at).Write(t.Context(), "asa@granvik.example", "x", "x")
			if err == nil || !strings.Contains(err.Error(), "535") || strings.Contains(err.Error(), "hemligt") || strings.Contains(err.Error(), "moten") {
				t.Errorf("%s: %v", mechanism, err)
			}
		}
	}
}

func TestACertificateThatIsNotTheServersIsRefused(t *testing.T) {
	for _, implicit := range []bool{false, true} {
		other := mailtest.StartSafe(t, mailtest.Safe{Implicit: implicit, Host: "another.example"})
		if err := safeServer(t, other, other.URL).Write(t.Context(), "asa@granvik.example", "x", "x"); err == nil {
			t.Error("one for another host was trusted")
		}
		server := mailtest.StartSafe(t, mailtest.Safe{Implicit: implicit})
		if err := serverOf(t, server.URL).Write(t.Context(), "asa@granvik.example", "x", "x"); err == nil {
			t.Error("one that nobody vouches for was trusted")
		}
		if len(other.Taken())+len(server.Taken()) > 0 {
			t.Error("a letter was taken")
		}
		// On this machine, where nobody can come in between, any will do; and where that is said.
		send(t, serverOf(t, strings.Replace(server.URL, "insecure=false", "insecure=true", 1)), mail.Letter{To: "asa@granvik.example", Subject: "x", Text: "x"})
		if !implicit {
			send(t, serverOf(t, strings.TrimSuffix(server.URL, "?insecure=false")), mail.Letter{To: "asa@granvik.example", Subject: "x", Text: "x"})
		}
	}
}

// TestWhoeverHidesThatTheServerIsSafeGetsNothing: a server that offers no TLS is what one
// sees through somebody in between who takes the offer away.
func TestWhoeverHidesThatTheServerIsSafeGetsNothing(t *testing.T) {
	server := mailtest.Start(t)
	for _, scheme := range []string{"smtp://", "smtps://"} {
		at := scheme + "moten:" + url.QueryEscape(canary) + "@" + strings.TrimPrefix(server.URL, "smtp://") + "?insecure=false"
		err := serverOf(t, at).Write(t.Context(), "asa@granvik.example", "x", "x")
		if err == nil || errors.As(err, new(*mail.Rejected)) || strings.Contains(err.Error(), "hemligt") {
			t.Errorf("%s%v", scheme, err)
		}
	}
	// Nor is a password told in the clear to one that may be without.
	at := "smtp://moten:" + url.QueryEscape(canary) + "@" + strings.TrimPrefix(server.URL, "smtp://")
	if err := serverOf(t, at).Write(t.Context(), "asa@granvik.example", "x", "x"); err == nil {
		t.Error("a letter was sent without saying who we are")
	}
	if len(server.Taken()) > 0 {
		t.Error("a letter was taken")
	}
}

// TestOneTapIsOfferedOverHTTPSAlone: RFC 8058, 3.1, asks for an https address. At another
// one the header that every program for mail knows is there, and leads to the page.
func TestOneTapIsOfferedOverHTTPSAlone(t *testing.T) {
	server := mailtest.Start(t)
	for i, origin := range []string{"http://127.0.0.1:8080", "https://moten.example"} {
		send(t, serverOf(t, server.URL), mail.Letter{To: "asa@granvik.example", Subject: "x", Text: "x", Unsubscribe: origin + "/folj/t/sluta?tema=floder&tema=vatten"})
		got := server.Await(i + 1)[i].Header
		if got.Get("List-Unsubscribe") != "<"+origin+"/folj/t/sluta?tema=floder&tema=vatten>" || (got.Get("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click") != (i == 1) {
			t.Errorf("%v, %v", got["List-Unsubscribe"], got["List-Unsubscribe-Post"])
		}
	}
}
