package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
)

// addressForm is where an organiser gives a theme another address, or merges it with
// another theme.
func (w *Web) addressForm(p *page, r *http.Request) (body, error) {
	f := w.fresh()
	f.Values.Set("slug", chi.URLParam(r, "theme"))
	return w.addressWith(p, r, f)
}

func (w *Web) addressWith(p *page, r *http.Request, f form) (body, error) {
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	theme, err := w.ownTheme(p, r)
	if err != nil {
		return nil, err
	}
	others := []option{{"", p.Say("Välj ett tema", "Choose a theme")}}
	for _, t := range themes {
		if meetings.CheckMerge(theme, t) == nil && meetings.MayPlanOf(p.Who, t.Convener) {
			others = append(others, option{t.Slug, p.In(t.Name)})
		}
	}
	p.Title = p.Say("Temats adress", "The address of the theme")
	return themeAddressPage(p, theme, others, f), nil
}

// saveAddress carries out what was chosen, and leads to where the theme is now.
func (w *Web) saveAddress(p *page, rw http.ResponseWriter, r *http.Request) error {
	f, slug := form{Values: r.PostForm}, chi.URLParam(r, "theme")
	to, change := f.Value("slug"), w.change.RenameTheme
	if f.Value("gor") == "slaihop" {
		to, change = f.Value("into"), w.change.MergeTheme
	}
	if err := change(r.Context(), p.Person, slug, to); err != nil {
		return w.again(p, rw, r, err, w.addressWith)
	}
	return see(rw, r, p, "/tema/"+to+"?gjort=tema")
}
