package web

import (
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
)

// themeForm is where an organiser makes a theme, or changes the one in the address.
func (w *Web) themeForm(p *page, r *http.Request) (body, error) {
	f := w.fresh()
	if slug := chi.URLParam(r, "theme"); slug != "" {
		t, err := w.ownTheme(p, r)
		if err != nil {
			return nil, err
		}
		f.setText("name", t.Name)
		f.setText("about", t.About)
		f.Values.Set("umbrella", t.Umbrella)
		f.setTick("sensitive", t.Sensitive)
		f.setTick("gathers", t.Gathers)
	}
	return w.themeWith(p, r, f)
}

// ownTheme is the theme in the address, of the organisation that whoever asks plans for.
func (w *Web) ownTheme(p *page, r *http.Request) (meetings.Theme, error) {
	t, err := w.store.Theme(r.Context(), chi.URLParam(r, "theme"))
	if err == nil {
		err = p.allowed(meetings.MayPlanOf(p.Who, t.Convener))
	}
	return t, err
}

func (w *Web) themeWith(p *page, r *http.Request, f form) (body, error) {
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	slug := chi.URLParam(r, "theme")
	p.Title = p.Say("Nytt tema", "New theme")
	if slug != "" {
		p.Title = p.Say("Ändra temat", "Change the theme")
	}
	umbrellas := []option{{"", p.Say("Inget", "None")}}
	for _, t := range themes {
		if t.Gathers && t.Slug != slug && meetings.MayPlanOf(p.Who, t.Convener) {
			umbrellas = append(umbrellas, option{t.Slug, p.In(t.Name)})
		}
	}
	return themeEditPage(p, slug, umbrellas, f), nil
}

// saveTheme keeps a theme, new or changed. The same new theme sent twice is one.
func (w *Web) saveTheme(p *page, rw http.ResponseWriter, r *http.Request) error {
	if chi.URLParam(r, "theme") != "" {
		if _, err := w.ownTheme(p, r); err != nil {
			return err
		}
	}
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return err
	}
	f, slug := form{Values: r.PostForm}, chi.URLParam(r, "theme")
	t := meetings.Theme{Slug: slug, Name: f.Text("name"), About: f.Text("about"), Umbrella: f.Value("umbrella"),
		Sensitive: f.Has("sensitive", "1"), Gathers: f.Has("gathers", "1")}
	if slug == "" {
		t.Slug = meetings.Slug(t.Name.In(meetings.SV))
	}
	place := slices.IndexFunc(themes, func(o meetings.Theme) bool { return o.Slug == t.Slug })
	if slug != "" && place < 0 {
		return meetings.Refuse(meetings.Unknown, "Det finns inget sådant tema.", "There is no such theme.")
	}
	if t, err = t.Checked(); err == nil && slug == "" && place >= 0 && !sameTheme(t, themes[place]) {
		err = meetings.Refuse(meetings.Invalid, "Det finns redan ett tema med den adressen. Välj ett annat namn, eller ändra det som finns.",
			"There is already a theme at that address. Choose another name, or change the one there is.").About("name")
	}
	if place < 0 {
		place = len(themes)
	}
	if err == nil {
		err = w.change.SaveTheme(r.Context(), p.Person, t, place)
	}
	if err != nil {
		return w.again(p, rw, r, err, w.themeWith)
	}
	return see(rw, r, p, "/tema/"+t.Slug+"?gjort=tema")
}

// sameTheme reports whether two themes say the same.
func sameTheme(a, b meetings.Theme) bool {
	b.Version, b.Changed, b.Convener = a.Version, a.Changed, a.Convener
	return a == b
}

func (f form) setTick(name string, ticked bool) {
	if ticked {
		f.Values.Set(name, "1")
	}
}

// nameHint says what becomes of the name of a theme.
func nameHint(p *page, slug string) string {
	if slug == "" {
		return p.Say("Det blir temats adress, för alltid: Barn och unga blir /tema/barn-och-unga.", "It becomes the address of the theme, for good: Barn och unga becomes /tema/barn-och-unga.")
	}
	return p.Say("Adressen är densamma även om namnet ändras.", "The address stays the same even if the name changes.")
}
