// Package upload is the way in and out for files.
//
// # In
//
// A browser sends a file by tus 1.0.0, with its extensions creation, termination and
// expiration, so that any client of it can: POST /filer/nya with Upload-Length and, in
// Upload-Metadata, filename and, when it is to be shared in one, the identity or the
// slug of a meeting, or as presenter the secret of a private link to add material by; then PATCH what follows, in as many requests as it takes. After a broken line,
// HEAD tells how far the upload has come, on any node. DELETE cancels it.
//
// The address of an upload that is whole answers GET with what it has become, as JSON:
//
//	{"hash": "…", "name": "rapport.pdf", "type": "application/pdf", "size": 686000}
//
// By hash and name a command then shares the file, within a day ([store.Tx.UseFile]). A
// request that is refused is answered {"refused": kind, "say": sentence}, in the language
// of the address: /en/filer/nya is English.
//
// A form without scripts posts the whole file at once to /filer, as multipart/form-data,
// after the fields meeting or presenter, and back. The browser is sent to back, an address of ours, with
// fil=identity of the upload added to it.
//
// # Out
//
// /filer/{hash}/{name} serves a file under a name by which something shown refers to it.
// Nothing in a file runs: see [protect]. Whoever has a copy asks each time whether it may
// still be shown, so what is hidden is gone everywhere at once.
package upload

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
	"ringain/server/auth"
	"ringain/server/change"
)

// Config is what Uploads need.
type Config struct {
	Store  *store.Store
	Change *change.Changes
	Auth   *auth.Auth
	Files  *files.Files
	Log    *slog.Logger
	Each   int64  // bytes of one file at the most
	Scan   string // where clamd listens: host:port, or the path of its socket; empty for none

	// Refuse answers a request for a file with a page that tells of an error.
	Refuse func(http.ResponseWriter, *http.Request, error)
}

// Uploads take files in, serve them, and look after them.
type Uploads struct{ Config }

// New builds Uploads.
func New(c Config) *Uploads { return &Uploads{c} }

// Routes puts the ways in and out into a router. Whoever calls it puts [auth.Auth.Know]
// and the protection against posts from other origins around it.
func (u *Uploads) Routes(r chi.Router) {
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		r.Post(lang.Path("/filer"), u.form)
		r.Options(lang.Path("/filer/nya"), u.answer(u.tell))
		r.Post(lang.Path("/filer/nya"), u.answer(u.begin))
		r.Get(lang.Path("/filer/nya/{upload}"), u.answer(u.look)) // HEAD as well
		r.Head(lang.Path("/filer/nya/{upload}"), u.answer(u.look))
		r.Patch(lang.Path("/filer/nya/{upload}"), u.answer(u.goOn))
		r.Delete(lang.Path("/filer/nya/{upload}"), u.answer(u.cancel))
		r.Get(lang.Path("/filer/{hash}/{name}"), u.serve)
		r.Head(lang.Path("/filer/{hash}/{name}"), u.serve)
	}
}

// sent is what a request says of a file: whose room it takes, from where it comes and
// where it is to be shared, if in a meeting. It is that of whoever has a private link to
// add material by, of the person who asks, or else of the network they ask from.
func (u *Uploads) sent(r *http.Request, about map[string]string) (up meetings.Upload, err error) {
	up.Network = u.Auth.Network("files", middleware.GetClientIPAddr(r.Context()))
	if secret := about["presenter"]; secret != "" {
		link, err := u.Store.Presenter(r.Context(), secret)
		up.Owner, up.Meeting = string(change.PresenterOf(link).ID), link.Meeting
		return up, err
	}
	up.Owner = "network " + up.Network
	if p, known := auth.Person(r); known {
		up.Owner = string(p.ID)
	}
	up.Meeting, err = u.meeting(r, about["meeting"])
	return up, err
}

// How often files are looked after.
const (
	sweepEvery = 20 * time.Minute
	scanEvery  = 3 * time.Second
)

// Run removes what nothing needs any more and, where there is a scanner, looks for harm
// in what has come in, until ctx ends.
func (u *Uploads) Run(ctx context.Context) error {
	sweep, scan := time.NewTicker(sweepEvery), time.NewTicker(scanEvery)
	defer sweep.Stop()
	defer scan.Stop()
	u.sweep(ctx)
	for {
		select {
		case <-sweep.C:
			u.sweep(ctx)
		case <-scan.C:
			if u.Scan != "" {
				u.scanAll(ctx)
			}
		case <-ctx.Done():
			return nil
		}
	}
}

func (u *Uploads) sweep(ctx context.Context) {
	n, err := u.Change.SweepFiles(ctx)
	if err != nil && ctx.Err() == nil {
		u.Log.Warn("files that nothing needs could not be removed; it is tried again", "err", err)
	}
	if n > 0 {
		u.Log.Info("files that nothing refers to were removed", "files", n)
	}
}

// State is what is known of a file to whoever reads a page.
func (u *Uploads) State(s meetings.FileState) meetings.FileState {
	switch {
	case s == meetings.FileUnchecked && u.Scan != "":
		return meetings.FileChecking
	case s == meetings.FileFailed && u.Scan == "":
		return meetings.FileUnchecked
	}
	return s
}

// served reports why a file is not served, if it is not.
func (u *Uploads) served(s meetings.FileState) error {
	switch u.State(s) {
	case meetings.FileChecking:
		return meetings.Refuse(meetings.Late, "Filen kontrolleras. Försök igen om en minut.", "The file is being checked. Try again in a minute.")
	case meetings.FileFailed:
		return meetings.Refuse(meetings.Late, "Filen gick inte att kontrollera. En redaktör ser efter om den kan släppas.", "The file could not be checked. An editor looks whether it can be released.")
	case meetings.FileStopped:
		return meetings.Refuse(meetings.Unknown, "Filen är stoppad, eftersom något skadligt hittades i den.", "The file is stopped, since something harmful was found in it.")
	}
	return nil
}

// errStatus answers with a status of HTTP alone.
type errStatus int

func (e errStatus) Error() string { return http.StatusText(int(e)) }

// asRefusal returns what whoever sends a file is told of an error.
func (u *Uploads) asRefusal(err error) *meetings.Refusal {
	if r, ok := errors.AsType[*meetings.Refusal](err); ok {
		return r
	}
	u.Log.Error("an upload failed", "err", err)
	return meetings.Refuse(meetings.Unsaved, "Något gick fel hos oss. Försök igen om en stund.", "Something went wrong on our side. Try again in a while.")
}
