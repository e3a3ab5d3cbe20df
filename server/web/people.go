package web

import (
	"net/http"
	"net/url"
	"slices"

	"ringain/meetings"
)

// peopleView is who is what in an organisation.
type peopleView struct {
	Convener    meetings.Convener
	Members     []meetings.Member
	Invitations []meetings.EntryLink
	Unanswered  []meetings.EntryLink // expired or declined
	Conveners   []meetings.Convener  // for whoever looks after the installation
	Unreached   map[string]bool      // addresses that letters do not get to
	Sent        bool                 // an invitation was just mailed
	Link        string               // that was just made, to be shown this once
	For         string               // whom it is for, if that was said
	Form        form
}

// people is where administrators invite colleagues, and say what each may do.
func (w *Web) people(p *page, r *http.Request) (body, error) {
	return w.peopleWith(p, r, form{Values: url.Values{"role": {string(meetings.Organiser)}}})
}

func (w *Web) peopleWith(p *page, r *http.Request, f form) (body, error) {
	v, err := w.peopleView(p, r, f)
	if err != nil {
		return nil, err
	}
	return peoplePage(p, v), nil
}

func (w *Web) peopleView(p *page, r *http.Request, f form) (v peopleView, err error) {
	v.Form, v.Sent = f, r.URL.Query().Has("skickat")
	if v.Conveners, err = w.store.Conveners(r.Context()); err != nil {
		return v, err
	}
	for _, o := range v.Conveners {
		if o.ID == p.Who.Convener {
			v.Convener = o
		}
	}
	if !meetings.MayFound(p.Who) {
		v.Conveners = nil
	}
	if v.Members, err = w.store.Members(r.Context(), p.Who.Convener); err != nil {
		return v, err
	}
	if v.Invitations, err = w.store.Invitations(r.Context(), p.Who.Convener, p.Now); err != nil {
		return v, err
	}
	if v.Unanswered, err = w.store.Unanswered(r.Context(), p.Who.Convener, p.Now); err != nil {
		return v, err
	}
	addresses := map[string]meetings.ID{}
	for _, l := range append(slices.Clone(v.Invitations), v.Unanswered...) {
		addresses[l.Email] = ""
	}
	for _, m := range v.Members {
		addresses[m.Account.Email] = m.Account.ID
	}
	v.Unreached, err = w.store.Unreached(r.Context(), addresses)
	p.Title, p.Path = p.Say("Personer", "People"), "/personer"
	return v, err
}

// changePeople does one thing that administrators do. A link that it makes is shown this once.
func (w *Web) changePeople(p *page, rw http.ResponseWriter, r *http.Request) (err error) {
	f := form{Values: r.PostForm}
	account, secret, whom := meetings.ID(f.Value("who")), "", ""
	switch f.Value("do") {
	case "bjud-in":
		whom = f.Value("email")
		secret, err = w.invite(p, r, meetings.Role(f.Value("role")), whom)
	case "bjud-in-igen":
		whom, secret, err = w.inviteAgain(p, r, f.Value("link"))
	case "dra-tillbaka":
		err = w.change.Revoke(p.Who, f.Value("link"))
	case "roll":
		err = w.change.SetRole(p.Who, account, meetings.Role(f.Value("role")))
	case "ta-bort":
		err = w.change.RemoveMember(p.Who, account)
	case "ny-lank":
		secret, err = w.change.Recover(r.Context(), p.Who, account)
	case "organisation":
		err = w.change.NameConvener(p.Who, f.Value("name"))
	case "ny-organisation":
		whom = f.Value("named")
		secret, err = w.change.Found(p.Who, whom)
	default:
		err = nothingToDo()
	}
	if err != nil {
		return w.again(p, rw, r, err, w.peopleWith)
	}
	if secret == "" && whom != "" {
		return see(rw, r, p, "/personer?skickat")
	}
	if secret == "" {
		return see(rw, r, p, "/personer")
	}
	v, err := w.peopleView(p, r, form{Values: url.Values{"role": {string(meetings.Organiser)}}})
	if err != nil {
		return err
	}
	v.Link, v.For = p.URL("/in/"+secret), whom
	return w.show(rw, r, p, peoplePage(p, v))
}

// invite makes an invitation: its link is mailed to whom it is for where that can be, and
// else shown to whoever invites.
func (w *Web) invite(p *page, r *http.Request, role meetings.Role, email string) (secret string, err error) {
	if email == "" || w.post == nil {
		return w.change.Invite(r.Context(), p.Who, role, email)
	}
	l, err := w.change.Invitation(r.Context(), p.Who, role, email)
	if err == nil {
		err = w.post.Invite(l, p.Lang)
	}
	return "", err
}

// inviteAgain makes an invitation anew that nobody has accepted.
func (w *Web) inviteAgain(p *page, r *http.Request, link string) (whom, secret string, err error) {
	l, err := w.change.Renewed(r.Context(), p.Who, link)
	if err != nil {
		return "", "", err
	}
	if l.Email != "" && w.post != nil {
		return l.Email, "", w.post.Invite(l, p.Lang)
	}
	secret, err = w.change.MakeInvitation(l)
	return l.Email, secret, err
}

// roleOptions are what somebody can be.
func roleOptions(p *page) []option {
	var all []option
	for _, n := range meetings.MemberRoles() {
		all = append(all, option{n.Code, capital(p.In(n.Name))})
	}
	return all
}

// memberForm is the form about one member, with its fields named after them.
func memberForm(m meetings.Member) form {
	return form{ID: string(m.Account.ID) + "-", Values: url.Values{"role": {string(m.Role)}}}
}

// named is a form in which a field has a value unless something was typed.
func named(f form, field, value string) form {
	values := url.Values{field: {value}}
	if f.Wrong(field) {
		values = f.Values
	}
	return form{ID: f.ID, Values: values, Refusal: f.Refusal}
}

// newLinkWords say whom a link is for.
func newLinkWords(p *page, v peopleView) string {
	if v.For == "" {
		return p.Say("Länk att skicka", "Link to send")
	}
	return p.Say("Länk att skicka till ", "Link to send to ") + v.For
}

// unanswered says what became of an invitation that nobody accepted.
func unanswered(p *page, l meetings.EntryLink) string {
	if l.Refused != 0 {
		return p.Say("tackade nej ", "declined ") + p.moment(l.Refused)
	}
	return p.Say("gick ut ", "expired ") + p.moment(l.Expires)
}
