// Package letter writes what people are told by e-mail: each letter in Swedish and in
// English, as plain text and as simple HTML made of the same words, with the meeting as a
// calendar beside it.
//
// What it writes is a function of what it is given. The letter that an organiser looks at
// before anything is done and the one that followers get are written here alike.
package letter

import (
	"errors"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/notify/mail"
)

// Options are the same for every letter of an installation.
type Options struct {
	Name   string // of the installation
	Origin string // what its addresses begin with
	Host   string // ends every UID in the calendars
	From   string // the address that letters are from
	Themes map[string]meetings.Text
}

// Draft is a letter without its receiver.
type Draft struct {
	Subject string
	Lang    meetings.Lang

	Calendar []byte // nil when there is none
	Method   ical.Method

	kind meetings.NewsKind
	o    Options
	body []block
}

// Write writes a letter. The error says why its calendar could not be written; the letter
// can be sent without it.
func Write(t meetings.Telling, lang meetings.Lang, o Options) (d Draft, err error) {
	w := words{lang: lang, o: o}
	d = Draft{Lang: lang, kind: t.Kind, o: o}
	switch {
	case t.Kind == meetings.NewsConfirm:
		d.Subject, d.body = w.confirm(t)
	case t.Kind == meetings.NewsWay:
		if t.Way == nil {
			return d, errors.New("a letter about an account says what has become of it")
		}
		d.Subject, d.body = w.way(*t.Way)
	case t.Kind.ToOrganisers():
		if len(t.Meetings) != 1 {
			return d, errors.New("a reminder to organisers is of one meeting")
		}
		d.Subject, d.body = w.toOrganisers(t)
	case len(t.Meetings) == 1:
		m := t.Meetings[0]
		d.Subject, d.body = w.one(t, m)
		if t.Kind != meetings.NewsReminder && t.Kind != meetings.NewsNotes {
			d.Calendar, d.Method, err = ical.Letter(meetings.Room{Meeting: m.Now, Agenda: m.Agenda},
				ical.Options{Lang: lang, Origin: o.Origin, Host: o.Host, Themes: o.Themes}, o.From)
		}
	default:
		d.Subject, d.body = w.many(t)
	}
	d.Subject = meetings.Line(d.Subject)
	return d, err
}

// Text is the letter as plain text, without what stands under it.
func (d Draft) Text() string { return plain(d.body) }

// To addresses a letter to the follower that a token is of, under an identity that is the
// same whenever it is sent. themes are those they get it for; none when somebody asked for
// it just now.
func (d Draft) To(address, id, token string, themes []string) mail.Letter {
	l := mail.Letter{ID: id, To: address, Subject: d.Subject, Calendar: d.Calendar, Method: string(d.Method)}
	w := words{lang: d.Lang, o: d.o}
	foot := w.foot(themes, token)
	if d.kind.ToOrganisers() {
		foot = w.organisersFoot()
	}
	if d.kind == meetings.NewsWay {
		foot = w.ownerFoot()
	}
	all := append(d.body[:len(d.body):len(d.body)], foot...)
	for i, b := range all {
		if b.kind == button && b.href == "" { // the follower's own page
			all[i].href = w.own(token)
		}
	}
	if len(themes) > 0 {
		l.Unsubscribe = StopAddress(d.o.Origin, d.Lang, token, themes)
	}
	l.Text, l.HTML = plain(all), page(d.Lang, d.o.Name, d.Subject, all)
	return l
}
