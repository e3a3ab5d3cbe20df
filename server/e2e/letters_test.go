package e2e_test

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/notify/mail/mailtest"
	"ringain/server/guest"
)

// TestPageFeedLetterAndRoomAgreeAfterEveryChange: somebody follows a theme by e-mail, and
// an organiser moves, cancels, restores, renames and lengthens a meeting of it. Each time
// what they read in the letter is what the page, the calendar and the room say.
func TestPageFeedLetterAndRoomAgreeAfterEveryChange(t *testing.T) {
	t.Parallel()
	post := mailtest.Start(t)
	n := newNode(t, "a", "--data", t.TempDir(), "--sample", "--smtp", post.URL, "--mail-from", "moten@granvik.example")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	reader := &browser{guest: guest.New(n.base)}
	must(reader.open(ctx, "/tema/barn-och-unga"))
	must(reader.press(ctx, "Följ temat", map[string]string{"epost": "asa@granvik.example"}))
	letter := post.Await(1)[0]
	if !strings.Contains(text(reader.page), "Titta i din brevlåda") || letter.Subject != "Vill du följa Barn och unga?" {
		t.Fatalf("%s\n%s", letter.Subject, text(reader.page))
	}
	must(reader.open(ctx, regexp.MustCompile(`http://\S+/folj/\S+`).FindString(letter.Text)))
	must(reader.press(ctx, "Ja, skicka brev", nil))

	const slug = "barn-och-unga-2027-01-19"
	organiser := &browser{guest: guest.New(n.base)}
	must(organiser.guest.SignIn(ctx, n.printedLink(), "Ada"))
	inRoom := guest.New(n.base)
	must(inRoom.Join(ctx, slug, "Cy", "Föreningen Efteråt", "civilsamhalle"))
	follower := inRoom.Follow(slug)
	stay, leave := context.WithCancel(ctx)
	left := make(chan error, 1)
	go func() { left <- follower.Run(stay) }()
	defer func() { leave(); must(<-left) }()

	for i, step := range []struct {
		form, button string
		given        map[string]string
		subject      string
		page         []string
	}{
		{"/flytta", "Flytta mötet", map[string]string{"day": "2027-01-20", "start": "13.00", "reason": "Lokalen är upptagen"},
			"Flyttat till onsdag 20 januari kl. 13.00: Barn och unga – öppet samordningsmöte", []string{"Onsdag 20 januari 2027", "kl. 13.00–13.45", "Lokalen är upptagen"}},
		{"/stall-in", "Ställ in mötet", map[string]string{"reason": "Mötesledaren är sjuk"},
			"Inställt: Barn och unga – öppet samordningsmöte, onsdag 20 januari", []string{"Mötet är inställt", "Mötesledaren är sjuk"}},
		{"/aterstall", "Låt mötet hållas", nil,
			"Mötet hålls: Barn och unga – öppet samordningsmöte, onsdag 20 januari kl. 13.00", []string{"kl. 13.00–13.45"}},
		{"/andra", "Spara ändringen", map[string]string{"title": "Barn, unga och skolan"},
			"Ändrat: Barn, unga och skolan, onsdag 20 januari kl. 13.00", []string{"Barn, unga och skolan"}},
		{"/andra", "Spara ändringen", map[string]string{"minutes": "60"},
			"Ändrat: Barn, unga och skolan, onsdag 20 januari kl. 13.00", []string{"kl. 13.00–14.00"}},
	} {
		must(organiser.open(ctx, "/moten/"+slug+step.form))
		if !strings.Contains(text(organiser.page), "1 följare får ett brev") {
			t.Errorf("%s does not say who is told:\n%s", step.form, text(organiser.page))
		}
		must(organiser.press(ctx, step.button, step.given))
		if step.form != "/stall-in" { // a cancellation goes by itself, within a minute
			must(organiser.press(ctx, "Skicka nu", nil))
		}
		letter := post.Await(i + 2)[i+1]
		if letter.Subject != step.subject {
			t.Errorf("the letter is called %q, want %q", letter.Subject, step.subject)
		}
		inLetter, err := readCalendar([]byte(letter.Calendar))
		must(err)
		delete(inLetter[slug], "ORGANIZER")
		delete(inLetter[slug], "ORGANIZER;")
		feed, _ := fetch(t, n, "/tema/barn-och-unga.ics", "")
		inFeed, err := readCalendar(feed)
		must(err)
		if diff := cmp.Diff(inFeed[slug], inLetter[slug]); diff != "" || len(inLetter) != 1 {
			t.Errorf("%s: the feed has, and the letter has:\n%s", step.form, diff)
		}
		must(reader.open(ctx, "/moten/"+slug))
		for _, says := range step.page {
			if !strings.Contains(text(reader.page), says) {
				t.Errorf("%s: the page does not say %q", step.form, says)
			}
		}
		within, stop := context.WithTimeout(ctx, patience)
		seen, err := follower.Until(within, func(s guest.Seen) bool { return strconv.Itoa(s.Room.Meeting.Sequence) == inFeed[slug]["SEQUENCE"] })
		stop()
		begins, wrong := start(inFeed[slug])
		must(wrong)
		if m := seen.Room.Meeting; err != nil || m.Start.In(begins.Location()) != begins || !strings.HasSuffix(inFeed[slug]["SUMMARY"], m.Title.SV) || string(m.Status) == "cancelled" != (step.form == "/stall-in") {
			t.Errorf("%s: the room has %+v, %v", step.form, m, err)
		}
	}
	// What is undone in time is never told; told, that it is undone is told too.
	must(organiser.open(ctx, "/moten/"+slug+"/andra"))
	must(organiser.press(ctx, "Spara ändringen", map[string]string{"minutes": "90"}))
	must(organiser.press(ctx, "Ångra ändringen", nil))
	if says := text(organiser.page); !strings.Contains(says, "Mötet är som det var.") || strings.Contains(says, "Skicka nu") {
		t.Errorf("undone in time:\n%s", says)
	}
	must(organiser.open(ctx, "/moten/"+slug+"/flytta"))
	must(organiser.press(ctx, "Flytta mötet", map[string]string{"day": "2027-01-21", "start": "12.00", "reason": "Salen är ledig igen"}))
	must(organiser.open(ctx, "/moten/"+slug+"/andra"))
	must(organiser.press(ctx, "Spara ändringen", map[string]string{"title": "Barn, unga och fritiden"}))
	must(organiser.press(ctx, "Skicka nu", nil))
	both := post.Await(7)[6]
	must(organiser.open(ctx, "/moten/"+slug+"/flytta"))
	must(organiser.press(ctx, "Flytta mötet", map[string]string{"day": "2027-01-22", "start": "12.00", "reason": "Fel dag"}))
	must(organiser.press(ctx, "Skicka nu", nil))
	post.Await(8)
	must(organiser.open(ctx, "/moten/"+slug))
	must(organiser.press(ctx, "Ångra ändringen", nil))
	must(organiser.open(ctx, "/moten/"+slug))
	must(organiser.press(ctx, "Skicka nu", nil))
	if back := post.Await(9)[8]; back.Subject != "Flyttat till torsdag 21 januari kl. 12.00: Barn, unga och fritiden" || !strings.Contains(back.Text, "Salen är ledig igen") {
		t.Errorf("%s\n%s", back.Subject, back.Text)
	}
	if both.Subject != "Flyttat till torsdag 21 januari kl. 12.00: Barn, unga och fritiden" || !strings.Contains(both.Text, "Salen är ledig igen") {
		t.Errorf("%s\n%s", both.Subject, both.Text)
	}
	stops, err := url.Parse(strings.Trim(post.Taken()[3].Header.Get("List-Unsubscribe"), "<>"))
	must(err)
	alone := &browser{guest: guest.New(n.base)} // as a program for mail, without cookies
	must(alone.send(ctx, "POST", stops.String(), url.Values{"List-Unsubscribe": {"One-Click"}}))
	if alone.code != 200 || !strings.Contains(text(alone.page), "Du får inga fler brev") {
		t.Errorf("%d: %s", alone.code, text(alone.page))
	}
	must(organiser.open(ctx, "/moten/"+slug+"/stall-in"))
	if !strings.Contains(text(organiser.page), "Ingen följer temat med e-post") {
		t.Error(fmt.Sprint("somebody still follows: ", text(organiser.page)))
	}
	if n := len(post.Taken()); n != 9 {
		t.Errorf("%d letters were sent, want 9", n)
	}
	if strings.Contains(n.log.String(), "asa@granvik.example") || strings.Contains(n.log.String(), stops.Path) {
		t.Error("the log has an address, or who it is of")
	}
}
