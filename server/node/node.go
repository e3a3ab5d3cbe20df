// Package node puts the parts of one node together, starts them and stops them in
// order.
package node

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"ringain/client"
	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/notify/letter"
	"ringain/notify/mail"
	"ringain/notify/outbox"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/feed"
	"ringain/server/live"
	"ringain/server/phone"
	"ringain/server/reach"
	"ringain/server/upload"
	"ringain/server/watch"
	"ringain/server/web"
)

// Node is one program serving an installation, alone or beside others.
type Node struct {
	config  Config
	log     *slog.Logger
	name    string
	origin  string
	proxies []string

	saving   *saving
	listener *net.TCPListener
	files    *client.Files
	store    *store.Store
	bus      bus.Bus
	change   *change.Changes
	auth     *auth.Auth
	hub      *live.Hub
	feeds    *feed.Feeds
	phone    *phone.Phone
	web      *web.Web
	uploads  *upload.Uploads
	watch    *watch.Watch   // nil when links are not looked at
	post     *auth.Post     // nil when no letters are sent
	mail     *mail.Server   // nil when no letters are sent
	outbox   *outbox.Outbox // nil when no letters are sent
}

// Run serves until ctx ends, and then stops in order. It writes to out when it is
// ready: one line with the address and, for a new installation, one with a link
// by which the first organiser signs in.
func Run(ctx context.Context, c Config, out io.Writer, log *slog.Logger) error {
	if c.Database == "" {
		release, err := alone(c.Data)
		if err != nil {
			return err
		}
		defer release()
	}
	n, err := open(ctx, c, log)
	if err != nil && ctx.Err() != nil {
		return nil // asked to stop before there was anything to stop
	} else if err != nil {
		return err
	}
	defer func() {
		if err := n.store.Close(); err != nil {
			log.Error("the database did not close", "err", err)
		}
	}()
	if err := n.begin(ctx, out); err != nil {
		return errors.Join(err, n.listener.Close())
	}
	return n.serve(ctx)
}

// open builds every part, from the ground up. Nothing runs yet.
func open(ctx context.Context, c Config, log *slog.Logger) (n *Node, err error) {
	n = &Node{config: c, log: log, name: rand.Text(), saving: newSaving()}
	if n.files, err = browserFiles(c.Client); err != nil {
		return nil, err
	}
	if n.proxies, err = networks(c.Proxies); err != nil {
		return nil, err
	}
	if len(c.PhoneKey) > 0 && len(c.PhoneKey) < phone.MinKey {
		return nil, fmt.Errorf("the key of the voice provider has %d characters; give it %d or more", len(c.PhoneKey), phone.MinKey)
	}
	if n.mail, err = mailServer(c); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	listener, err := listen(c.Addr)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			listener.Close()
		}
	}()
	n.listener = listener
	if n.origin, err = origin(c.Origin, n.listener.Addr()); err != nil {
		return nil, err
	}
	if n.store, err = n.openStore(ctx); err != nil {
		return nil, err
	}
	n.bus = bus.NewMemory()
	if c.Redis != "" {
		if n.bus, err = bus.NewRedis(c.Redis, log); err != nil {
			return nil, errors.Join(err, n.store.Close())
		}
	}
	shared, err := n.sharedFiles()
	if err != nil {
		return nil, errors.Join(err, n.store.Close())
	}
	n.change = change.New(change.Config{Store: n.store, Bus: n.bus, Log: log, Now: time.Now, NewID: newID, Files: shared, Limits: change.FileLimits{
		Each: int64(c.FileSize) << 20, Owner: int64(c.FilesPerson) << 20, Network: int64(c.FilesNetwork) << 20, Meeting: int64(c.FilesMeeting) << 20, All: int64(c.FilesAll) << 20}})
	n.auth = auth.New(auth.Config{Keep: n.store, Secret: n.store.About().Secret,
		Secure: strings.HasPrefix(n.origin, "https:"), Now: time.Now, NewID: newID})
	n.hub = live.NewHub(live.Config{Store: n.store, Change: n.change, Auth: n.auth, Bus: n.bus, Log: log, Now: time.Now,
		Node: n.name, Origins: []string{n.origin}, Limits: live.Limits{
			Sockets: c.Sockets, PerMeeting: c.MeetingSockets, PerSession: c.SessionSockets, PerAddress: c.AddressSockets,
			JoinsPerSecond: c.Joins, Commands: c.Commands, MeetingCommands: c.MeetingCommands}})
	n.phone = phone.New(phone.Config{Change: n.change, Key: []byte(c.PhoneKey), Secret: n.store.About().Secret, Now: time.Now, Log: log})
	n.feeds = feed.New(feed.Config{Store: n.store, Bus: n.bus, Origin: n.origin, Host: n.store.About().Host,
		Dir: n.feedFolder(), Now: time.Now, Log: log})
	wake := make(chan struct{}, 1)
	if n.mail != nil {
		n.post = auth.NewPost(auth.PostConfig{Auth: n.auth, Log: log, Wake: wake})
	}
	provider, err := n.provider()
	if err != nil {
		return nil, errors.Join(err, n.store.Close())
	}
	n.web = web.New(web.Config{Store: n.store, Change: n.change, Auth: n.auth, Post: n.post, Provider: provider, Keys: n.keys(), Files: n.files, Origin: n.origin,
		Name: c.Name, Responsible: c.Responsible, Contact: c.Contact, Now: time.Now, Log: log, NewID: newID,
		Terms: c.terms(), Presence: n.hub.Presence, Allows: n.hub.Allows, Letters: n.lettersOf(),
		FileSize: int64(c.FileSize) << 20, FileState: func(s meetings.FileState) meetings.FileState { return n.uploads.State(s) }})
	n.uploads = upload.New(upload.Config{Store: n.store, Change: n.change, Auth: n.auth, Files: shared, Log: log,
		Each: int64(c.FileSize) << 20, Scan: c.Scanner, Refuse: n.web.Refused})
	if n.mail != nil {
		n.outbox = outbox.New(outbox.Config{Store: n.store, Mail: n.mail, Letter: n.letters(), Secret: n.store.About().Secret,
			Post: n.post, Wake: wake, Senders: c.MailLines, Alone: c.Database == "", Log: log, Now: time.Now, NewID: newID})
	}
	if !c.NoLinkWatch {
		n.watch = watch.New(watch.Config{Store: n.store, Change: n.change, Client: reach.New(reach.Options{Timeout: linkTimeout}), Node: n.name,
			Agent: "ringain-link-watch/1 (+" + n.origin + "/om)", PerMinute: c.LinksPerMinute, Now: time.Now, Log: log})
	}
	return n, nil
}

// sharedFiles opens the place for what people share. What is still coming in waits on the
// disk of a folder of files, or else on this machine's.
func (n *Node) sharedFiles() (*files.Files, error) {
	if strings.HasPrefix(n.config.Files, "s3://") {
		return files.Open(n.config.Files, filepath.Join(n.config.Data, "coming"))
	}
	folder := cmp.Or(n.config.Files, filepath.Join(n.config.Data, "files"))
	return files.Open(folder, filepath.Join(folder, "coming"))
}

// mailServer is where letters go; nil when no server is set.
func mailServer(c Config) (*mail.Server, error) {
	if c.SMTP == "" {
		return nil, nil
	}
	return mail.New(mail.Options{Server: c.SMTP, From: cmp.Or(c.MailFrom, c.Contact), Name: c.Name, Returns: c.Bounces})
}

// letters are what all letters have alike.
func (n *Node) letters() letter.Options {
	return letter.Options{Name: n.config.Name, Origin: n.origin, Host: n.store.About().Host, From: n.mail.From()}
}

// lettersOf is what pages know of letters; nil when none are sent.
func (n *Node) lettersOf() *letter.Options {
	if n.mail == nil {
		return nil
	}
	o := n.letters()
	return &o
}

// linkTimeout is how long a site may take to answer for one link of the support list.
const linkTimeout = 10 * time.Second

// feedFolder is where what calendars show is kept for a start without database.
func (n *Node) feedFolder() string { return filepath.Join(n.config.Data, "feeds") }

// options say how the database is opened, and how a new installation begins.
func (n *Node) options() store.Options {
	o := store.Options{Address: n.config.Database, Log: n.log, Took: n.saving.took, Epoch: rand.Text(), Secret: make([]byte, 32), Host: "ringain"}
	rand.Read(o.Secret)
	if o.Address == "" {
		o.Address = filepath.Join(n.config.Data, "ringain.db")
	}
	if u, err := url.Parse(n.origin); err == nil && net.ParseIP(u.Hostname()) == nil {
		o.Host = u.Hostname()
	}
	return o
}

func browserFiles(dir string) (*client.Files, error) {
	if dir != "" {
		return client.Open(dir)
	}
	return client.Embedded()
}

// origin returns the address people reach the installation at, without a path; unless it
// was configured, that of this machine itself.
func origin(configured string, listening net.Addr) (string, error) {
	if configured == "" {
		if at, err := netip.ParseAddrPort(listening.String()); err == nil && at.Addr().IsUnspecified() {
			return fmt.Sprintf("http://127.0.0.1:%d", at.Port()), nil
		}
		return "http://" + listening.String(), nil
	}
	u, err := url.Parse(configured)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return "", fmt.Errorf("the origin %q is not an address such as https://moten.example", configured)
	}
	return u.Scheme + "://" + u.Host, nil
}

func newID() meetings.ID { return meetings.ID(uuid.Must(uuid.NewV7()).String()) }

// begin loads the sample season if asked to, and writes where to look.
func (n *Node) begin(ctx context.Context, out io.Writer) error {
	if n.config.Sample {
		if err := n.loadSample(ctx); err != nil {
			return err
		}
	}
	themes, err := n.store.Themes(ctx)
	if err != nil {
		return err
	}
	n.log.Info("ready", "address", n.origin, "listening", n.listener.Addr().String(), "database", n.store.Name(), "node", n.name)
	fmt.Fprintf(out, "ringain is ready at %s\n", n.origin)
	if n.config.Sample || len(themes) == 0 {
		link, _, err := n.auth.FirstLink(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "organiser, sign in once within 24 hours: %s/in/%s\n", n.origin, link)
	}
	return nil
}

// serve runs the parts until ctx ends or one of them fails. They stop from the top
// down: no new requests, rooms say goodbye, what has begun is finished, and last
// the bus.
func (n *Node) serve(ctx context.Context) error {
	server := httpServer(n.handler(), n.log)
	group, ctx := errgroup.WithContext(ctx)
	under, stopUnder := context.WithCancel(context.WithoutCancel(ctx))
	inRooms, closeRooms := context.WithCancel(under)
	defer stopUnder()
	defer closeRooms()

	n.start(group, "bus", func() error { return n.bus.Run(under) })
	n.start(group, "feeds", func() error { return n.feeds.Run(ctx) })
	n.start(group, "phone", func() error { return n.phone.Run(ctx) })
	n.start(group, "uploads", func() error { return n.uploads.Run(ctx) })
	n.start(group, "housekeeper", func() error { return n.keepHouse(ctx) })
	if n.outbox != nil {
		n.start(group, "outbox", func() error { return n.outbox.Run(ctx) })
	}
	n.start(group, "clerk", func() error { return n.publish(ctx) })
	if n.watch != nil {
		n.start(group, "link watch", func() error { return n.watch.Run(ctx) })
	}
	n.start(group, "http", func() error {
		if err := server.Serve(limit(n.listener, n.config.Sockets+live.Captions(n.config.Sockets)+1000)); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	roomsClosed := make(chan struct{})
	n.start(group, "hub", func() error {
		defer close(roomsClosed)
		return n.hub.Run(inRooms)
	})
	n.start(group, "stopper", func() error {
		<-ctx.Done()
		n.log.Info("stopping")
		grace, cancel := context.WithTimeout(under, n.config.Grace)
		defer cancel()
		closeRooms()
		err := server.Shutdown(grace)
		select {
		case <-roomsClosed:
		case <-grace.Done():
			err = errors.Join(err, errors.New("some rooms did not close in time"))
		}
		stopUnder()
		return err
	})
	err := group.Wait()
	n.log.Info("stopped")
	return err
}

// start starts one of the node's own goroutines. A panic in it stops the node in order.
func (n *Node) start(group *errgroup.Group, name string, run func() error) {
	group.Go(func() (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("%s panicked: %v\n%s", name, p, debug.Stack())
			}
		}()
		if err := run(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	})
}

// publish publishes minutes, within half a minute of the time that was set for them.
func (n *Node) publish(ctx context.Context) error {
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		if err := n.change.PublishDue(ctx); err != nil && ctx.Err() == nil {
			n.log.Warn("minutes whose time has come could not be published; it is tried again in half a minute", "err", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// keepHouse forgets, once an hour, what is past its time.
func (n *Node) keepHouse(ctx context.Context) error {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if err := n.change.Keep(ctx, n.name, n.config.terms()); err != nil && ctx.Err() == nil {
			n.log.Warn("what is past its time could not be removed; it is tried again in an hour", "err", err)
		}
		if err := n.change.Scrub(ctx, n.name); err != nil && ctx.Err() == nil {
			n.log.Warn("the database could not write over what was removed; it is tried again in an hour", "err", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}
