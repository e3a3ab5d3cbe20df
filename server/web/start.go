package web

import "net/http"

// start is the first page: what is on now, what comes next, and the themes.
func (w *Web) start(p *page, r *http.Request) (body, error) {
	return startPage(p), nil
}
