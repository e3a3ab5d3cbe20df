package mail_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"ringain/notify/mail"
	"ringain/notify/mail/mailtest"
)

func serverOf(t *testing.T, url string) *mail.Server {
	t.Helper()
	s, err := mail.New(mail.Options{Server: url, From: "moten@granvik.example", Name: "Möten i Granvik"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func send(t *testing.T, s *mail.Server, l mail.Letter) {
	t.Helper()
	if err := s.Send(t.Context(), l); err != nil {
		t.Fatal(err)
	}
}

const calendar = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nSUMMARY:Floder å\r\nEND:VCALENDAR\r\n"

func TestALetterArrivesAsTextAndHTMLAndCalendar(t *testing.T) {
	server := mailtest.Start(t)
	at := time.Date(2027, time.March, 1, 9, 30, 0, 0, time.UTC)
	send(t, serverOf(t, server.URL), mail.Letter{
		ID: "m1.f1@moten.example", To: "asa.oberg@granvik.example", Subject: "Mötet är flyttat: Barn och unga – öppet samordningsmöte på måndag",
		Text: "Hej!\n\nÅäö – och en lång rad " + strings.Repeat("ord ", 60), HTML: "<p>Hej å</p>", Calendar: []byte(calendar), Method: "PUBLISH",
		Unsubscribe: "https://moten.example/folj/token/sluta?tema=barn-och-unga", At: at,
	})
	got := server.Await(1)[0]
	if got.To != "asa.oberg@granvik.example" || got.From != "moten@granvik.example" {
		t.Errorf("from %s to %s", got.From, got.To)
	}
	if got.Subject != "Mötet är flyttat: Barn och unga – öppet samordningsmöte på måndag" || !strings.HasPrefix(got.Text, "Hej!\n\nÅäö – och en lång rad ord ord") {
		t.Errorf("%q\n%q", got.Subject, got.Text)
	}
	if got.HTML != "<p>Hej å</p>" || got.Calendar != calendar || !strings.Contains(got.CalendarType, "method=PUBLISH") {
		t.Errorf("%q\n%q as %q", got.HTML, got.Calendar, got.CalendarType)
	}
	for name, want := range map[string]string{
		"Message-Id": "<m1.f1@moten.example>", "To": "<asa.oberg@granvik.example>", "Auto-Submitted": "auto-generated",
		"List-Unsubscribe":      "<https://moten.example/folj/token/sluta?tema=barn-och-unga>",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "From": "=?utf-8?q?M=C3=B6ten_i_Granvik?= <moten@granvik.example>",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if date, err := got.Header.Date(); err != nil || !date.Equal(at) {
		t.Errorf("dated %s, %v", date, err)
	}
	for line := range strings.SplitSeq(got.Raw, "\n") {
		if len(line) > 998 {
			t.Errorf("a line of %d octets", len(line))
		}
	}
}

func TestAPlainLetterHasTextAlone(t *testing.T) {
	server := mailtest.Start(t)
	if err := serverOf(t, server.URL).Write(t.Context(), "asa@granvik.example", "Logga in", "Öppna länken."); err != nil {
		t.Fatal(err)
	}
	got := server.Await(1)[0]
	if got.Text != "Öppna länken." || got.HTML != "" || got.Calendar != "" || got.Header.Get("List-Unsubscribe") != "" || got.Header.Get("Message-Id") == "" {
		t.Errorf("%s", got.Raw)
	}
}

func TestNothingThatIsWrittenBecomesAHeaderOrAReceiver(t *testing.T) {
	server := mailtest.Start(t)
	s := serverOf(t, server.URL)
	evil := "\r\nBcc: everybody@granvik.example\r\nX-Evil: yes\r\n\r\nHello"
	send(t, s, mail.Letter{To: "asa@granvik.example", Subject: "Möte" + evil + "\u2028\u0085\x00", Text: evil})
	got := server.Await(1)[0]
	if len(got.Header["Bcc"])+len(got.Header["X-Evil"]) > 0 || !strings.HasPrefix(got.Subject, "Möte Bcc: everybody") {
		t.Errorf("%s", got.Raw)
	}
	for _, bad := range []mail.Letter{
		{To: "asa@granvik.example" + evil}, {To: "asa@granvik.example>, <bo@granvik.example"}, {To: "a@b.example,c@d.example"}, {To: ""},
		{To: "asa@granvik.example", ID: "x@y" + evil},
		{To: "asa@granvik.example", Calendar: []byte("x"), Method: "PUBLISH\r\nX"},
		{To: "asa@granvik.example", Unsubscribe: "https://x.example/" + evil},
		{To: "asa@granvik.example", Unsubscribe: "javascript:alert(1)"},
	} {
		if err := s.Send(t.Context(), bad); err == nil || strings.Contains(err.Error(), "granvik") {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if n := len(server.Taken()); n != 1 {
		t.Errorf("%d letters were taken", n)
	}
}

func TestWhatTheServerSaysIsToldWithoutTheAddress(t *testing.T) {
	server := mailtest.Start(t)
	s := serverOf(t, server.URL)
	l := mail.Letter{To: "gone@granvik.example", Subject: "x", Text: "x"}
	for _, c := range []struct {
		code              int
		rcpt              bool
		forever, receiver bool
	}{{550, true, true, true}, {452, true, false, true}, {554, false, true, false}, {451, false, false, false}} {
		says := mailtest.Reply(c.code, "<gone@granvik.example> unknown")
		server.OnReceiver(func(string) error {
			if c.rcpt {
				return says
			}
			return nil
		})
		server.OnLetter(func(mailtest.Letter) error { return says })
		err := s.Send(t.Context(), l)
		r, ok := errors.AsType[*mail.Rejected](err)
		if !ok || r.Code != c.code || r.Forever() != c.forever || r.Receiver != c.receiver || strings.Contains(err.Error(), "@") {
			t.Errorf("%d: %v", c.code, err)
		}
	}
	server.OnReceiver(nil)
	server.OnLetter(func(mailtest.Letter) error { return mailtest.ErrDrop })
	if err := s.Send(t.Context(), l); err == nil || errors.As(err, new(*mail.Rejected)) || strings.Contains(err.Error(), "@") {
		t.Errorf("a broken line: %v", err)
	}
	if len(server.Taken()) > 0 {
		t.Error("one was taken")
	}
}

func TestOneLineCarriesManyLettersAndGoesOnAfterARefusal(t *testing.T) {
	server := mailtest.Start(t)
	server.OnReceiver(func(to string) error {
		if to == "gone@granvik.example" {
			return mailtest.Reply(550, "no")
		}
		return nil
	})
	line, err := serverOf(t, server.URL).Line(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	for _, to := range []string{"asa@granvik.example", "gone@granvik.example", "bo@granvik.example"} {
		err := line.Send(t.Context(), mail.Letter{To: to, Subject: "x", Text: "x"})
		if (err != nil) != strings.HasPrefix(to, "gone") {
			t.Errorf("%s: %v", to, err)
		}
	}
	if got := server.Await(2); got[1].To != "bo@granvik.example" {
		t.Errorf("%v", got)
	}
}

func TestAServerThatSaysNothingIsGivenUp(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	s, err := mail.New(mail.Options{Server: "smtp://" + listener.Addr().String(), From: "moten@granvik.example", Timeout: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), "asa@granvik.example", "x", "x"); err == nil {
		t.Error("it was sent")
	}
}

func TestWhoeverStopsDoesNotWaitForAServerThatStalls(t *testing.T) {
	server := mailtest.Start(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	server.OnLetter(func(mailtest.Letter) error {
		stop()
		<-ended
		return mailtest.ErrDrop
	})
	s, err := mail.New(mail.Options{Server: server.URL, From: "moten@granvik.example", Timeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	err = s.Write(ctx, "asa@granvik.example", "x", "x")
	close(ended)
	if took := time.Since(began); err == nil || took > 15*time.Second {
		t.Errorf("%v after %s", err, took)
	}
}

func TestAServerFarAwayMustMakeTheLineSafe(t *testing.T) {
	server := mailtest.Start(t) // has no TLS
	port := server.URL[strings.LastIndexByte(server.URL, ':'):]
	for url, sent := range map[string]bool{"smtp://127.0.0.1" + port: true, "smtp://127.0.0.1" + port + "?insecure=true": true, "smtps://127.0.0.1" + port: false} {
		if err := serverOf(t, url).Write(t.Context(), "asa@granvik.example", "x", "x"); (err == nil) != sent {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestSettingsThatCannotBeUsedAreRefusedWithoutThePassword(t *testing.T) {
	for _, o := range []mail.Options{
		{Server: "http://user:hemligt@mail.example", From: "moten@granvik.example"},
		{Server: "smtp://user:hemligt@mail.example:x", From: "moten@granvik.example"},
		{Server: "", From: "moten@granvik.example"},
		{Server: "smtp://mail.example", From: "Möten"},
	} {
		if _, err := mail.New(o); err == nil || strings.Contains(err.Error(), "hemligt") {
			t.Errorf("%v: %v", o, err)
		}
	}
}

func TestAddressesAreCleanedOrRefused(t *testing.T) {
	for typed, want := range map[string]string{
		" asa.oberg+moten@Granvik.Example ": "asa.oberg+moten@granvik.example",
		"Asa@granvik.example":               "asa@granvik.example",
		"asa@föreningen.example":            "asa@xn--freningen-07a.example",
		"asa@granvik":                       "", "asa": "", "@granvik.example": "", "asa@": "", "asa@granvik.example.": "",
		"Åsa <asa@granvik.example>": "", `"a b"@granvik.example`: "", "åsa@granvik.example": "", "a b@granvik.example": "",
		"asa@granvik.example\r\nBcc: x@y.example": "", "asa@[127.0.0.1]": "", "a..b@granvik.example": "",
		strings.Repeat("a", 65) + "@granvik.example": "",
	} {
		got, ok := mail.Address(typed)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", typed, got, ok)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("asa@granvik.example")
	f.Add("asa@föreningen.example")
	f.Fuzz(func(t *testing.T, typed string) {
		address, ok := mail.Address(typed)
		if !ok {
			return
		}
		if again, ok := mail.Address(address); !ok || again != address || strings.ContainsAny(address, "\r\n\x00 ,<>") {
			t.Errorf("%q, %q, %q", typed, address, again)
		}
	})
}
