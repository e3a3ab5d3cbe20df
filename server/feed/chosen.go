package feed

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"ringain/meetings"
)

// How many tokens are known at a time, those that were asked for last, and for how long
// one that stands for nothing is not asked for again.
const (
	maxTokens  = 10_000
	unknownFor = time.Minute
)

// How many tokens a second are looked up in the database in the long run, and how many
// at once: whoever guesses tokens costs no more than that, from however many addresses.
const (
	lookUps     = 100
	lookUpsOnce = 1000
)

// token is how the tokens of chosen sets look: nothing else is worth asking for.
var token = regexp.MustCompile(`^[2-9A-Z]{8}$`)

// tokens are those of chosen sets that were asked for. A token stands for the same set
// for ever, so the database is asked once; what stands for nothing is remembered too.
type tokens struct {
	sets    recent[string, []string]  // the themes of each
	unknown recent[string, time.Time] // when each was found to stand for nothing
	learnt  atomic.Int64              // how many were looked up and stand for something
	lookUps *rate.Limiter
}

func newTokens() *tokens {
	return &tokens{sets: recent[string, []string]{most: maxTokens}, unknown: recent[string, time.Time]{most: maxTokens},
		lookUps: rate.NewLimiter(lookUps, lookUpsOnce)}
}

// set returns the themes that a token stands for.
func (f *Feeds) set(ctx context.Context, name string) (themes []string, err error) {
	if themes, ok := f.tokens.sets.get(name); ok {
		return themes, nil
	}
	no := meetings.Refuse(meetings.Unknown, "Kalendern finns inte. Välj teman på nytt.", "There is no such calendar. Choose themes again.")
	at, asked := f.tokens.unknown.get(name)
	if !token.MatchString(name) || asked && f.Now().Sub(at).Abs() < unknownFor {
		return nil, no
	}
	if f.Store == nil {
		return nil, errNoDatabase
	}
	if !f.tokens.lookUps.AllowN(f.Now(), 1) {
		return nil, meetings.Refuse(meetings.TooMuch, "För många frågar efter kalendrar just nu. Försök igen om en stund.", "Too many ask for calendars just now. Try again in a moment.")
	}
	themes, err = f.Store.Chosen(ctx, name)
	if _, refused := errors.AsType[*meetings.Refusal](err); refused {
		f.tokens.unknown.put(name, f.Now(), 1)
		return nil, no
	}
	if err == nil {
		f.tokens.sets.put(name, themes, 1)
		f.tokens.learnt.Add(1)
		f.wakeUp() // to keep it
	}
	return themes, err
}

// chosenSet is what a chosen set holds of the world.
func (f *Feeds) chosenSet(ctx context.Context, name string, w *world) (c content, err error) {
	themes, err := f.set(ctx, name)
	if err != nil {
		return c, err
	}
	var sv, en, slugs []string
	for _, slug := range themes {
		if t, ok := w.theme(w.now(slug)); ok && !slices.Contains(slugs, t.Slug) {
			sv, en, slugs = append(sv, t.Name.In(meetings.SV)), append(en, t.Name.In(meetings.EN)), append(slugs, t.Slug)
		}
	}
	c.name = meetings.Text{SV: strings.Join(sv, ", "), EN: strings.Join(en, ", ")}
	return ofThemes(w, c, slugs...), nil
}
