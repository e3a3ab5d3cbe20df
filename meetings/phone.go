package meetings

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// twicePressed is how soon after a key the same key is the same wish: an uncertain
// finger presses twice.
const twicePressed = 3 * time.Second

// Press says what a key that a caller presses asks for, and what is said when that is
// kept; without a command, what is said anyway:
//
//   - 9 asks for the floor, and withdraws while one waits; it gives the floor back;
//   - 9 pressed twice in a hurry is pressed once;
//   - 6 turns one's own sound off and on, whoever turned it off;
//   - 0 asks for help, until somebody has helped;
//   - 1 to 5 answer the poll that is open, once;
//   - any other key does nothing, and says which there are.
func (r Room) Press(c Caller, key rune, at Instant) (Command, Text) {
	q := r.Queue
	switch key {
	case '9':
		switch i := q.Of(c.Self()); {
		case q.Speaker != nil && q.Speaker.Who == c.Self():
			if at < q.Speaker.Since.Add(twicePressed) {
				return nil, r.SayPlace(c)
			}
			return EndTurn{q.Speaker.ID}, Text{"Du har lämnat ordet. Tack.", "You have passed the floor on. Thank you."}
		case i >= 0 && at < q.Waiting[i].Asked.Add(twicePressed):
			return nil, r.SayPlace(c)
		case i >= 0:
			return WithdrawTurn{}, withdrawn()
		case q.Removed != nil && q.Removed.Turn.Who == c.Self() && at < q.Removed.At.Add(twicePressed):
			return nil, withdrawn()
		}
		return AskFloor{}, Text{} // where one stands is known when it is kept
	case '6':
		muted := !c.Muted
		if muted {
			return SetCaller{Caller: c.ID, Muted: &muted}, Text{"Ditt ljud är av.", "Your sound is off."}
		}
		return SetCaller{Caller: c.ID, Muted: &muted}, Text{"Ditt ljud är på.", "Your sound is on."}
	case '0':
		help := true
		said := Text{"Mötesledaren ser att du vill ha hjälp.", "The chair sees that you want help."}
		if c.Help {
			return nil, said
		}
		return SetCaller{Caller: c.ID, Help: &help}, said
	case '1', '2', '3', '4', '5':
		return r.pressAnswer(c, int(key-'0'))
	}
	return nil, sayKeys()
}

// pressAnswer answers the poll that is open. What is said does not tell the answer.
func (r Room) pressAnswer(c Caller, answer int) (Command, Text) {
	p, open := r.CurrentPoll()
	switch {
	case !open:
		return nil, Text{"Ingen snabbfråga är öppen just nu.", "No poll is open just now."}
	case answer > len(p.Choices):
		return nil, Text{"Det svaret finns inte. Tryck ett annat nummer.", "There is no such answer. Press another number."}
	case r.HasAnswered(c.Self()):
		return nil, Text{"Du har redan svarat. Svaret kan inte ändras.", "You have already answered. The answer cannot be changed."}
	case r.LeftToCount() == 0:
		return nil, Text{"Svaren från dem som ringer in är redan räknade.", "The answers of those who ring in are already counted."}
	}
	return AnswerPoll{Poll: p.ID, Answer: answer}, Text{"Tack. Ditt svar är räknat.", "Thank you. Your answer is counted."}
}

func withdrawn() Text {
	return Text{"Du står inte längre i talarlistan.", "You are no longer on the speaker list."}
}

func sayKeys() Text {
	return Text{"Tryck 9 för att begära ordet, 6 för att slå på eller av ditt ljud och 0 om du vill ha hjälp.",
		"Press 9 to ask for the floor, 6 to turn your sound on or off, and 0 if you want help."}
}

// SayPlace says to a caller where they stand in the speaker list.
func (r Room) SayPlace(c Caller) Text {
	place := r.Queue.Of(c.Self())
	switch q := r.Queue; {
	case q.Speaker != nil && q.Speaker.Who == c.Self():
		said := Text{"Det är din tur. Ordet är ditt.", "It is your turn. You have the floor."}
		if c.Muted {
			said.SV += " Tryck 6 för att slå på ditt ljud."
			said.EN += " Press 6 to turn your sound on."
		}
		return said
	case place == 0:
		return Text{"Du är näst i talarlistan.", "You are next on the speaker list."}
	case place > 0:
		return Text{fmt.Sprintf("Du är nummer %d i talarlistan.", place+1), fmt.Sprintf("You are number %d on the speaker list.", place+1)}
	}
	return Text{"Du står inte i talarlistan.", "You are not on the speaker list."}
}

// News is what a caller is told of without asking: that it is their turn, or next, and
// that a poll has been opened. Here it is as one word, so that it is known whether it is
// another than before; [Room.SayNews] says it.
func (r Room) News(c Caller) string {
	standing, poll := r.news(c)
	return standing + "/" + string(poll)
}

func (r Room) news(c Caller) (standing string, poll PollID) {
	switch q := r.Queue; {
	case q.Speaker != nil && q.Speaker.Who == c.Self():
		standing = "speaks"
	case q.Of(c.Self()) == 0:
		standing = "next"
	}
	if p, open := r.CurrentPoll(); open && !r.HasAnswered(c.Self()) && r.LeftToCount() > 0 {
		poll = p.ID
	}
	return standing, poll
}

// SayNews says what is other than before, when [Room.News] was told.
func (r Room) SayNews(c Caller, told string) Text {
	standing, poll := r.news(c)
	before, asked, _ := strings.Cut(told, "/")
	var sv, en []string
	if standing != "" && standing != before {
		place := r.SayPlace(c)
		sv, en = append(sv, place.SV), append(en, place.EN)
	}
	if p, ok := r.Poll(poll); ok && string(poll) != asked {
		sv, en = append(sv, "Snabbfråga: "+p.Question), append(en, "Poll: "+p.Question)
		for i, choice := range p.Choices[:min(len(p.Choices), 5)] {
			sv, en = append(sv, fmt.Sprintf("Tryck %d för %s.", i+1, choice)), append(en, fmt.Sprintf("Press %d for %s.", i+1, choice))
		}
	}
	return Text{strings.Join(sv, " "), strings.Join(en, " ")}
}

// SayWelcome is what a caller hears first, in under 60 words: which meeting it is, whether
// it has begun, who they are, and what the keys do.
func (r Room) SayWelcome(c Caller, theme Text) Text {
	begun := Text{"Mötet har börjat.", "The meeting has begun."}
	if r.Agenda.Started == 0 {
		at := r.Meeting.Start.In(r.Meeting.Location())
		begun = Text{"Mötet börjar " + SayTime(SV, at) + ".", "The meeting begins at " + SayTime(EN, at) + "."}
	}
	sv := []string{"Välkommen till ringa-in-mötet om " + lowered(theme.In(SV)) + ".", begun.SV, fmt.Sprintf("Du är Telefon %d.", c.Line)}
	en := []string{"Welcome to the dial-in meeting on " + lowered(theme.In(EN)) + ".", begun.EN, fmt.Sprintf("You are Phone %d.", c.Line)}
	if c.Muted {
		sv, en = append(sv, "Ditt ljud är av."), append(en, "Your sound is off.")
	}
	return Text{strings.Join(append(sv, sayKeys().SV), " "), strings.Join(append(en, sayKeys().EN), " ")}
}

// lowered returns a name as it stands inside a sentence; an abbreviation stays.
func lowered(name string) string {
	first, n := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[n:])
	if unicode.IsUpper(second) {
		return name
	}
	return string(unicode.ToLower(first)) + name[n:]
}

// Rung returns the meeting that somebody reaches who rings at a moment and gives a code:
//
//   - the one that is on, or else the one that begins within an hour;
//   - of several the one whose start is nearest;
//   - otherwise there is none, and the next one with that code, if there is one, is told.
//
// The same number and code may be those of a whole season.
func Rung(list []Meeting, code string, now Instant) (m Meeting, found bool, next *Meeting) {
	digits := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	best := -1
	rank := func(m Meeting) (on bool, away int64) {
		return m.Phase(now) == OnNow && m.Started != 0, max(int64(m.Start-now), int64(now-m.Start))
	}
	for i, m := range list {
		if m.Status != Planned || digits(m.Ways.Code) != digits(code) || digits(code) == "" || m.Phase(now) == Over {
			continue
		}
		if m.Started == 0 && now < m.Start.Add(-QueueOpens) {
			if next == nil || m.Start < next.Start {
				next = &list[i]
			}
			continue
		}
		on, away := rank(m)
		if best >= 0 {
			if bestOn, bestAway := rank(list[best]); bestOn && !on || bestOn == on && bestAway <= away {
				continue
			}
		}
		best = i
	}
	if best < 0 {
		return Meeting{}, false, next
	}
	return list[best], true, nil
}

// SayNoMeeting is what somebody hears who rings when no meeting is on.
func SayNoMeeting(next *Meeting) Text {
	if next == nil {
		return Text{"Det finns inget möte med den koden just nu. Kontrollera koden och ring igen.",
			"There is no meeting with that code just now. Check the code and ring again."}
	}
	at := next.Start.In(next.Location())
	return Text{"Inget möte pågår just nu. Nästa möte är " + SayDay(SV, next.Day()) + " " + SayTime(SV, at) + ". Välkommen att ringa då.",
		"No meeting is on just now. The next one is on " + SayDay(EN, next.Day()) + " at " + SayTime(EN, at) + ". You are welcome to ring then."}
}

// Away returns those whose line has been broken too long at a moment.
func (r Room) Away(now Instant) (gone []Caller) {
	return without(r.Callers, func(c Caller) bool { return !c.Gone(now) })
}
