package mail_test

import (
	"strings"
	"testing"

	"ringain/notify/mail"
	"ringain/notify/mail/mailtest"
)

// status is a notification of a mail server as they are sent.
func status(action, code string) string {
	return strings.ReplaceAll(`From: MAILER-DAEMON@granvik.example
To: studs+abcdefghijklmnopqrstuvwxyz@moten.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status;
	boundary="B1/granvik"

This is a MIME-encapsulated message.

--B1/granvik
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--B1/granvik
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.granvik.example
Arrival-Date: Tue, 30 Mar 2027 12:00:00 +0200

Final-Recipient: rfc822; asa@granvik.example
Action: `+action+`
Status: `+code+`
Diagnostic-Code: smtp; 550 5.1.1 no such user

--B1/granvik
Content-Type: text/rfc822-headers

Subject: x

--B1/granvik--
`, "\n", "\r\n")
}

func TestALetterThatCameBackForGoodIsKnown(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"no such user":        {status("failed", "5.1.1"), true},
		"mailbox closed":      {status("failed", "5.2.1 (disabled)"), true},
		"capitals":            {status(" Failed ", "5.1.10"), true},
		"no such domain":      {status("failed", "5.4.4"), true},
		"plain line ends":     {strings.ReplaceAll(status("failed", "5.1.1"), "\r\n", "\n"), true},
		"delayed":             {status("delayed", "4.4.1"), false},
		"in vain for days":    {status("failed", "4.4.7"), false},
		"taken for junk":      {status("failed", "5.7.1"), false},
		"delivered":           {status("delivered", "2.0.0"), false},
		"no status":           {status("failed", ""), false},
		"cut off":             {strings.SplitAfter(status("failed", "5.1.1"), "Diagnostic-Co")[0], false},
		"on holiday":          {"Subject: Semester\r\nAuto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n", false},
		"of another kind":     {strings.Replace(status("failed", "5.1.1"), "delivery-status;", "disposition-notification;", 1), false},
		"a letter in English": {"Subject: x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n", false},
	} {
		if got, err := mail.Returned(strings.NewReader(c.text)); got != c.want || err != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if _, err := mail.Returned(strings.NewReader("\x00\x01")); err == nil {
		t.Error("what is no message is read")
	}
}

func TestWhereALetterComesBackToSaysWhich(t *testing.T) {
	server := mailtest.Start(t)
	s, err := mail.New(mail.Options{Server: server.URL, From: "moten@granvik.example", Returns: "Studs@moten.example"})
	if err != nil {
		t.Fatal(err)
	}
	const token = "abcdefghijklmnopqrstuvwx27"
	send(t, s, mail.Letter{To: "asa@granvik.example", Subject: "x", Text: "x", Returns: token})
	send(t, s, mail.Letter{To: "asa@granvik.example", Subject: "x", Text: "x"})
	got := server.Await(2)
	if got[0].From != "studs+"+token+"@moten.example" || got[1].From != "moten@granvik.example" || !strings.Contains(got[0].Header.Get("From"), "moten@granvik.example") {
		t.Errorf("back to %s and %s", got[0].From, got[1].From)
	}
	for to, want := range map[string]string{got[0].From: token, "<STUDS+" + strings.ToUpper(token) + "@moten.example>": token,
		"studs@moten.example": "", "studs+@moten.example": "", "studs+abc@moten.example": "", "+" + token + "@x.example": "", "studs+" + token: "", "studs+" + token + "1@x.example": ""} {
		if token, ok := mail.ReturnToken(to); ok != (want != "") || ok && token != want {
			t.Errorf("%s: %q, %v", to, token, ok)
		}
	}
	if err := s.Send(t.Context(), mail.Letter{To: "asa@granvik.example", Returns: "x\r\nRCPT TO:<bo@granvik.example>"}); err == nil || len(server.Taken()) != 2 {
		t.Error("a token that is none was sent")
	}
	if _, err := mail.New(mail.Options{Server: server.URL, From: "moten@granvik.example", Returns: "studs-for-letters-that-come-back-to-us@moten.example"}); err == nil {
		t.Error("an address too long for a token is taken")
	}
}

func FuzzReturned(f *testing.F) {
	for _, s := range []string{status("failed", "5.1.1"), status("delayed", "4.4.1"), "Subject: x\r\n\r\nx", "", "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n\n\nAction: failed\nStatus: 5.1.1\n\n--x--"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		failed, err := mail.Returned(strings.NewReader(text))
		if lower := strings.ToLower(text); failed && (err != nil || !strings.Contains(lower, "failed") || !strings.Contains(lower, "delivery-status") || !strings.Contains(text, "5.")) {
			t.Errorf("%v: %q", err, text)
		}
	})
}
