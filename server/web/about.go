package web

import "net/http"

// about says what the meetings are, and who answers for the pages and how.
func (w *Web) about(p *page, r *http.Request) (body, error) {
	p.Title, p.Section = p.Say("Om mötena", "About the meetings"), "/om"
	return aboutPage(p), nil
}
