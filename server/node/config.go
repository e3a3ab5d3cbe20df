package node

import (
	_ "embed"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strconv"
	"strings"
	"time"

	"ringain/meetings"
)

//go:generate go run ./gen

// Config is everything that can be set, for one node. Each field is a flag of
// ringain serve, and an environment variable: RINGAIN_ADDR for --addr. A flag goes
// before the environment. On one machine nothing needs to be set.
type Config struct {
	// The address to listen at, as host:port.
	Addr string `flag:"addr" default:"127.0.0.1:8080"`

	// The folder for everything that is kept on this machine: the SQLite database
	// and a copy of what calendars show.
	Data string `flag:"data" default:"data"`

	// The address of a PostgreSQL database, as postgres://user:password@host/name.
	// Without it, everything is kept in SQLite under the data folder.
	Database string `flag:"database"`

	// The address of the Redis that all nodes share, as redis://user:password@host:port/0;
	// watched by sentinels, as redis+sentinel://host:26379,host:26379/mymaster/0; or a
	// cluster, as redis+cluster://host:6379,host:6379/0, where sharded channels are used
	// (Redis 7). With rediss:// instead of redis:// for TLS, and ?skip_verify=true for a
	// certificate that nobody vouches for. The number at the end tells installations
	// apart that share one. Without an address, there is one node. Redis carries hints
	// between nodes and nothing that can be lost.
	Redis string `flag:"redis"`

	// The address that people reach the installation at, as https://moten.example.
	// Sockets are opened from pages at this address only. Without it, http:// and
	// the address listened at.
	Origin string `flag:"origin"`

	// Load the sample season into an empty installation, to look around in.
	Sample bool `flag:"sample"`

	// The networks of the proxies in front, as 10.0.0.0/8,127.0.0.1/32. Only from
	// these is the client's address taken from X-Forwarded-For. Without it, whoever
	// connects is the client.
	Proxies string `flag:"proxies"`

	// Where the files that people share are kept: a folder that all nodes share, or a
	// bucket that speaks S3, as s3://key:secret@host/bucket?region=eu-north-1 (without
	// TLS with insecure=true). Without it, the folder files under the data folder.
	Files string `flag:"files"`

	// How large a file may be that somebody shares, in MB.
	FileSize int `flag:"file-size" default:"25"`

	// How much one person may upload within a day, in MB; and everybody together who
	// has not said who they are, at one network address.
	FilesPerson int `flag:"files-person" default:"200"`

	// How much may be uploaded from one network address within a day, in MB.
	FilesNetwork int `flag:"files-network" default:"2000"`

	// How much the files of one meeting may take, in MB. One network address has half of
	// it within a day.
	FilesMeeting int `flag:"files-meeting" default:"500"`

	// How much all files may take, in MB.
	FilesAll int `flag:"files-all" default:"20000"`

	// Where clamd listens, which looks for harm in files: host:port, or the path of its
	// socket. With it, no file is served before it has been looked at. The StreamMaxLength
	// of clamd must be larger than a file may be. Without it, files are not checked.
	Scanner string `flag:"scanner"`

	// The name of the installation in page headers and calendars.
	Name string `flag:"name" default:"Ringa-in-möten"`

	// Who is responsible for the content, shown on every page.
	Responsible string `flag:"responsible"`

	// The e-mail address that people can write to, shown on every page.
	Contact string `flag:"contact"`

	// The mail server that letters go through, as smtp://user:password@host:587, which is
	// spoken to over STARTTLS, or smtps://host:465: with a certificate for that host, or not
	// at all. An smtp:// server on this machine, or with ?insecure=true, may be without, but
	// with ?insecure=false. Without it, nobody can follow a theme by e-mail.
	SMTP string `flag:"smtp"`

	// How many connections to the mail server may be open at the same time, from each node.
	// One that is far away takes more letters a second over more of them.
	MailLines int `flag:"mail-lines" default:"4"`

	// The e-mail address that letters are from. Without it, the one that people can write to.
	MailFrom string `flag:"mail-from"`

	// Where people of the organisation sign in already, by OpenID Connect, as
	// https://login.example: the issuer as it names itself. They then sign in here with that
	// too, once they were invited or have connected it under Konto. It is told to send people
	// back to /logga-in/svar at the origin. Nothing but openid is asked for.
	OIDCIssuer string `flag:"oidc-issuer"`

	// What the installation is called at the issuer: its client id.
	OIDCClient string `flag:"oidc-client"`

	// The secret of the client, if it has one. What stands among the flags of a command can
	// be read by others on the machine: put it in the environment, or in a file.
	OIDCSecret string `flag:"oidc-secret"`

	// A file with the secret of the client in its first line, instead.
	OIDCSecretFile string `flag:"oidc-secret-file"`

	// What the issuer is called on the button to sign in: Logga in med …. Without it, the
	// host of its address.
	OIDCName string `flag:"oidc-name"`

	// The e-mail address that letters come back to when they cannot be delivered, with a
	// token of each after a plus: studs+token@moten.example for studs@moten.example. The mail
	// server hands what comes there to ringain bounce; deploy/README.md says how. Without it,
	// they come back to the address that they are from, and nobody reads them.
	Bounces string `flag:"bounces"`

	// How many sockets this node holds open at the most.
	Sockets int `flag:"sockets" default:"10000"`

	// How many sockets one meeting has on this node at the most.
	MeetingSockets int `flag:"meeting-sockets" default:"2000"`

	// How many sockets one session has on this node at the most.
	SessionSockets int `flag:"session-sockets" default:"5"`

	// How many sockets one network address has on this node at the most. A whole
	// region can sit behind one address, so this is a high ceiling.
	AddressSockets int `flag:"address-sockets" default:"1000"`

	// How many commands one socket may send each second in the long run; twice as
	// many may come at once.
	Commands int `flag:"commands" default:"20"`

	// How many commands one meeting takes each second on this node in the long run;
	// twice as many may come at once.
	MeetingCommands int `flag:"meeting-commands" default:"200"`

	// How many sockets are opened each second in the long run; five times as many
	// may come at once.
	Joins int `flag:"joins" default:"200"`

	// How many requests one network address may make each minute. A whole region
	// can sit behind one address, so this is a high ceiling. A tenth of them may be
	// by strangers who join a meeting or choose a calendar.
	Requests int `flag:"requests" default:"20000"`

	// How many days personal names stay in minutes that were published with them. Then
	// organisations and sectors stand there instead. Presenters' names leave the agenda as
	// long after the meeting.
	NamesKept int `flag:"names-kept" default:"365"`

	// How many days after a meeting it is kept who said and did what in its room, and how
	// its notes came about. Proposals and reports that nobody settles, and addresses that
	// letters come back from, are kept as long.
	RoomsKept int `flag:"rooms-kept" default:"90"`

	// How many days after a meeting it is kept what was said in its room, without names.
	// Then it is counted and removed; published minutes stay.
	WordsKept int `flag:"words-kept" default:"730"`

	// How many days an account is kept that nobody signs in to, and the log of what
	// organisers have done.
	AccountsKept int `flag:"accounts-kept" default:"730"`

	// How long a node that is asked to stop takes at the most to say goodbye and
	// finish what it has begun.
	Grace time.Duration `flag:"grace" default:"10s"`

	// The key, of 32 characters or more, that a voice provider signs with when it tells
	// of those who ring in: go doc ringain/server/phone. Without it no provider is
	// listened to, and those who ring in are entered by hand.
	PhoneKey string `flag:"phone-key"`

	// Never ask other sites whether the links of the support list still lead somewhere.
	NoLinkWatch bool `flag:"no-link-watch"`

	// How many links of the support list are looked at each minute at the most, by one
	// node for all of them. Each is looked at about once a week.
	LinksPerMinute int `flag:"links-per-minute" default:"6"`

	// What is written to the log: debug, info, warn or error, and worse.
	Log string `flag:"log" default:"info"`

	// A folder to read the browser's files from instead of those in the program,
	// while working on them.
	Client string `flag:"client"`
}

// terms are how long things are kept.
func (c Config) terms() meetings.Terms {
	day := 24 * time.Hour
	return meetings.Terms{Rooms: time.Duration(c.RoomsKept) * day, Names: time.Duration(c.NamesKept) * day,
		Words: time.Duration(c.WordsKept) * day, Accounts: time.Duration(c.AccountsKept) * day}
}

//go:embed config.go
var source string

// setting is one field of Config as people set it.
type setting struct {
	flag, env, preset, manual string
	kind                      string
}

// settings reads the settings and their manual from the struct itself.
func settings() ([]setting, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "config.go", source, parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("read the manual of the settings: %w", err)
	}
	manual := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok && f.Tag != nil {
			manual[f.Names[0].Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
		}
		return true
	})
	var list []setting
	for f := range reflect.TypeFor[Config]().Fields() {
		name := f.Tag.Get("flag")
		list = append(list, setting{
			flag: name, env: "RINGAIN_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_")),
			preset: f.Tag.Get("default"), manual: manual[f.Name], kind: f.Type.String(),
		})
	}
	return list, nil
}

// ReadConfig reads the settings from the arguments of a command and, where they say
// nothing, from the environment.
func ReadConfig(command string, args []string, env func(string) (string, bool)) (c Config, err error) {
	list, err := settings()
	if err != nil {
		return c, err
	}
	flags := flag.NewFlagSet(command, flag.ContinueOnError)
	value := reflect.ValueOf(&c).Elem()
	for i, s := range list {
		field := value.Field(i)
		set := func(text string) error { return assign(field, text) }
		for _, preset := range []func() (string, bool){
			func() (string, bool) { return s.preset, s.preset != "" },
			func() (string, bool) { return env(s.env) },
		} {
			if text, ok := preset(); ok {
				if err := set(text); err != nil {
					return c, fmt.Errorf("%s: %w", s.env, err)
				}
			}
		}
		usage := fmt.Sprintf("%s (%s)", s.manual, s.env)
		if field.Kind() == reflect.Bool {
			flags.BoolFunc(s.flag, usage, set)
		} else {
			flags.Func(s.flag, usage, set)
		}
	}
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	if rest := flags.Args(); len(rest) > 0 {
		return c, fmt.Errorf("%s takes flags only, and was given %q", command, rest)
	}
	return c, nil
}

func assign(field reflect.Value, text string) error {
	switch field.Interface().(type) {
	case string:
		field.SetString(text)
	case bool:
		b, err := strconv.ParseBool(text)
		field.SetBool(b)
		return err
	case int:
		n, err := strconv.Atoi(text)
		field.SetInt(int64(n))
		if err == nil && n < 1 {
			err = fmt.Errorf("%d is too few", n)
		}
		return err
	case time.Duration:
		d, err := time.ParseDuration(text)
		field.SetInt(int64(d))
		return err
	}
	return nil
}

// Manual returns the manual of all settings as Markdown: deploy/CONFIG.md.
func Manual() (string, error) {
	list, err := settings()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("# Settings\n\nMade from the struct `Config` in `server/node/config.go` by `go generate ./server/node`; do not edit.\n\n" +
		"Each is a flag of `ringain serve` and an environment variable. A flag goes before the environment.\n" +
		"On one machine nothing needs to be set.\n\n" +
		"| flag | environment | without it | what it is |\n|---|---|---|---|\n")
	for _, s := range list {
		fmt.Fprintf(&b, "| `--%s` | `%s` | %s | %s |\n", s.flag, s.env, preset(s), s.manual)
	}
	return b.String(), nil
}

func preset(s setting) string {
	switch {
	case s.preset != "":
		return "`" + s.preset + "`"
	case s.kind == "bool":
		return "no"
	}
	return ""
}
