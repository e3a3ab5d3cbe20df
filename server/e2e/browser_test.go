package e2e_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ringain/server/guest"
)

// browser is somebody's browser without scripts: it opens pages, follows links and
// sends forms as they stand on the page.
type browser struct {
	guest *guest.Guest
	at    *url.URL   // the address of the page
	page  *html.Node // nil before the first page
	code  int        // the status it came with
}

// open opens an address, relative to the page.
func (b *browser) open(ctx context.Context, address string) error {
	return b.send(ctx, http.MethodGet, address, nil)
}

// send asks for a page, and is led on as far as one is led on.
func (b *browser) send(ctx context.Context, method, address string, form url.Values) error {
	to, err := url.Parse(b.guest.Base)
	if err != nil {
		return err
	}
	if b.at != nil {
		to = b.at
	}
	if to, err = to.Parse(address); err != nil {
		return err
	}
	for range 5 {
		r, err := http.NewRequestWithContext(ctx, method, to.String(), strings.NewReader(form.Encode()))
		if err != nil {
			return err
		}
		if method == http.MethodPost {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Origin", b.guest.Base)
			r.Header.Set("Sec-Fetch-Site", "same-origin")
		}
		answer, err := b.guest.HTTP.Do(r)
		if err != nil {
			return err
		}
		page, err := html.Parse(answer.Body)
		answer.Body.Close()
		if err != nil {
			return err
		}
		if answer.StatusCode != http.StatusSeeOther {
			b.at, b.page, b.code = to, page, answer.StatusCode
			return nil
		}
		if to, err = to.Parse(answer.Header.Get("Location")); err != nil {
			return err
		}
		method, form = http.MethodGet, nil
	}
	return fmt.Errorf("%s %s leads round in a circle", method, address)
}

// reload opens the page again.
func (b *browser) reload(ctx context.Context) error { return b.open(ctx, b.at.String()) }

// click follows the first link whose text holds the words.
func (b *browser) click(ctx context.Context, words string) error {
	for n := range elements(b.page, atom.A) {
		if strings.Contains(text(n), words) {
			return b.open(ctx, attr(n, "href"))
		}
	}
	return fmt.Errorf("no link says %q on %s:\n%s", words, b.at, text(b.page))
}

// press sends the form of the first button whose text is, or else holds, the words.
// What is given goes into the fields of those names, which must be there.
func (b *browser) press(ctx context.Context, words string, given map[string]string) error {
	button := find(b.page, func(n *html.Node) bool { return isButton(n) && text(n) == words })
	if button == nil {
		button = find(b.page, func(n *html.Node) bool { return isButton(n) && strings.Contains(text(n), words) })
	}
	if button == nil {
		return fmt.Errorf("no button says %q on %s:\n%s", words, b.at, text(b.page))
	}
	form := formOf(b.page, button)
	if form == nil {
		return fmt.Errorf("the button %q on %s belongs to no form", words, b.at)
	}
	values := fields(form)
	for name, value := range given {
		if find(form, func(n *html.Node) bool { return attr(n, "name") == name }) == nil {
			return fmt.Errorf("the form of %q on %s has no field %s, but %v", words, b.at, name, values)
		}
		values.Set(name, value)
	}
	if name := attr(button, "name"); name != "" {
		values.Set(name, attr(button, "value"))
	}
	action := attr(form, "action")
	if a := attr(button, "formaction"); a != "" {
		action = a
	}
	if strings.EqualFold(attr(form, "method"), http.MethodPost) {
		return b.send(ctx, http.MethodPost, action, values)
	}
	return b.open(ctx, action+"?"+values.Encode())
}

func isButton(n *html.Node) bool {
	return n.DataAtom == atom.Button && attr(n, "type") != "button"
}

// formOf returns the form that a button sends: the one it names, or is in.
func formOf(page, button *html.Node) *html.Node {
	if id := attr(button, "form"); id != "" {
		return find(page, func(n *html.Node) bool { return n.DataAtom == atom.Form && attr(n, "id") == id })
	}
	for n := button; n != nil; n = n.Parent {
		if n.DataAtom == atom.Form {
			return n
		}
	}
	return nil
}

// fields returns what a form sends when nobody has touched it.
func fields(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name := attr(n, "name")
		if name == "" {
			continue
		}
		switch n.DataAtom {
		case atom.Input:
			kind := attr(n, "type")
			if kind == "submit" || (kind == "checkbox" || kind == "radio") && !has(n, "checked") {
				continue
			}
			values.Add(name, attr(n, "value"))
		case atom.Textarea:
			values.Add(name, text(n))
		case atom.Select:
			options := slices.Collect(elements(n, atom.Option))
			chosen := slices.IndexFunc(options, func(o *html.Node) bool { return has(o, "selected") })
			if len(options) > 0 {
				values.Add(name, attr(options[max(chosen, 0)], "value"))
			}
		}
	}
	return values
}
