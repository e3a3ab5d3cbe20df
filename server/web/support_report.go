package web

import (
	"net/http"

	"ringain/meetings"
)

// reportForm is the form by which anybody says what is wrong with an entry.
func (w *Web) reportForm(p *page, r *http.Request) (body, error) {
	return w.reportWith(p, r, w.fresh())
}

func (w *Web) reportWith(p *page, r *http.Request, f form) (body, error) {
	e, err := w.oneSupport(p, r)
	if err != nil {
		return nil, err
	}
	p.Title, p.Section, p.NoIndex = p.Say("Rapportera fel", "Report a fault"), "/stodlista", true
	return reportPage(p, e, f), nil
}

// reportSupport keeps what somebody says is wrong with an entry.
func (w *Web) reportSupport(p *page, rw http.ResponseWriter, r *http.Request) error {
	f := form{Values: r.PostForm}
	e, err := w.oneSupport(p, r)
	if err == nil {
		err = w.change.ReportSupport(w.sender(r), meetings.Report{ID: f.identity(), Support: e.ID, Kind: meetings.ReportKind(f.Value("kind")), Text: f.Value("text")})
	}
	if err != nil {
		return w.again(p, rw, r, err, w.reportWith)
	}
	return see(rw, r, p, "/stodlista/"+e.Slug+"?tack")
}
