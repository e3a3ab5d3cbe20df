package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"

	"ringain/meetings"
	"ringain/server/auth"
)

// heldPath is where somebody signs in anew and then goes on with what they were about to do;
// heldField is in the form that does it.
const (
	heldPath  = "/logga-in/igen"
	heldField = "igen"
)

func (w *Web) anewRoutes(get func(string, view), post func(string, act)) {
	get(heldPath, gate(members).view(w.anew))
	post(heldPath, gate(members).act(w.askAgain))
}

// anewView is where somebody signs in anew, or has done so.
type anewView struct {
	Held     auth.Held
	Holds    bool // they were about to do something
	Proved   bool // they have signed in anew
	Ways     askView
	Email    string // of their account
	Lacks    bool   // they have no way to sign in by themselves
	WithKeys bool   // they have a passkey
	Linked   bool   // they sign in at the provider
}

// signInAnew has whoever sent a form sign in anew before it is carried out. Their browser
// keeps the form meanwhile.
func (w *Web) signInAnew(p *page, rw http.ResponseWriter, r *http.Request) error {
	form := url.Values{}
	for name, values := range r.PostForm {
		if name != keyAnswer && name != heldField {
			form[name] = values
		}
	}
	held := auth.Held{Account: p.Who.Account, Path: p.Path, Form: form}
	if err := w.auth.Hold(rw, r, p.Path, form); err != nil {
		return err
	}
	b, err := w.anewWith(p, r, anewView{Held: held, Holds: true})
	if err != nil {
		return err
	}
	p.Status = status(meetings.Anew)
	return w.show(rw, r, p, b)
}

// anew is where somebody signs in anew; and, when they have, where they go on.
func (w *Web) anew(p *page, r *http.Request) (body, error) {
	var v anewView
	v.Held, v.Holds = w.auth.Held(r, p.Who.Account)
	v.Proved = p.Who.Proves(p.Now) == nil
	v.Ways.Asked = r.URL.Query().Has("skickat")
	return w.anewWith(p, r, v)
}

func (w *Web) anewWith(p *page, r *http.Request, v anewView) (body, error) {
	p.Title, p.Path, p.Private = p.Say("Logga in på nytt", "Sign in anew"), heldPath, true
	if v.Proved {
		p.Title = p.Say("Fortsätt där du var", "Go on where you were")
		return anewPage(p, v), nil
	}
	a, _, err := w.store.Account(r.Context(), p.Who.Account)
	if err != nil {
		return nil, err
	}
	keys, err := w.store.Passkeys(r.Context(), p.Who.Account)
	if err != nil {
		return nil, err
	}
	v.WithKeys = w.keys != nil && len(keys) > 0
	if w.provider != nil {
		linked, err := w.store.Identities(r.Context(), p.Who.Account, w.provider.Issuer)
		if err != nil {
			return nil, err
		}
		v.Linked, v.Ways.Provider = len(linked) > 0, w.provider.Name
	}
	if w.post != nil {
		v.Email = a.Email
	}
	v.Lacks = v.Email == "" && !v.WithKeys && !v.Linked
	return anewPage(p, v), nil
}

// askAgain mails a link to the address of whoever signs in anew.
func (w *Web) askAgain(p *page, rw http.ResponseWriter, r *http.Request) error {
	a, _, err := w.store.Account(r.Context(), p.Who.Account)
	if err != nil {
		return err
	}
	if w.post == nil || a.Email == "" {
		return w.again(p, rw, r, noMail(), w.accountWith)
	}
	if err := w.post.Again(p.Who, a.Email, p.Lang); err != nil {
		return err
	}
	return see(rw, r, p, heldPath+"?skickat")
}

// sayHeld says what somebody was about to do, as on a button.
func (p *page) sayHeld(h auth.Held) string {
	given := func(field, sv, en string) string {
		if h.Form.Get(field) == "" {
			return p.Say(sv, en)
		}
		return p.Say(sv, en) + " " + h.Form.Get(field)
	}
	switch h.Path + " " + h.Form.Get("do") {
	case "/konto/passnyckel ":
		return p.Say("Lägg till en passnyckel", "Add a passkey")
	case "/konto ta-bort-nyckel":
		return p.Say("Ta bort passnyckeln", "Remove the passkey")
	case "/konto koppla":
		return p.Say("Koppla din inloggning", "Connect your sign-in")
	case "/konto losgor":
		return p.Say("Ta bort kopplingen", "Remove the connection")
	case "/konto epost":
		return given("email", "Skicka en länk till", "Send a link to")
	case "/konto/radera radera":
		return p.Say("Ta bort mitt konto", "Delete my account")
	case "/personer bjud-in":
		return given("email", "Bjud in", "Invite")
	case "/personer bjud-in-igen":
		return p.Say("Skicka inbjudan igen", "Send the invitation again")
	case "/personer roll":
		return p.Say("Spara rollen", "Save the role")
	case "/personer ny-lank":
		return p.Say("Gör en ny länk att logga in med", "Make a new link to sign in with")
	case "/personer ny-organisation":
		return given("named", "Lägg till", "Add")
	case "/personer/glom radera":
		return p.Say("Ta bort det som valdes", "Remove what was chosen")
	}
	return p.Say("Fortsätt", "Go on")
}

// makesKey reports whether somebody was about to add a passkey, which their browser does.
func (v anewView) makesKey() bool { return v.Held.Path == "/konto/passnyckel" && v.Held.Form != nil }

// page is where the form was.
func (v anewView) page() string {
	if v.Held.Path == "/konto/passnyckel" || v.Held.Path == "" {
		return "/konto"
	}
	return v.Held.Path
}

func sortedNames(form url.Values) []string { return slices.Sorted(maps.Keys(form)) }
