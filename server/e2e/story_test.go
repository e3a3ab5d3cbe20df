package e2e_test

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tale, err := readStory(archive)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, v := range tale.told {
			name := strings.TrimSuffix(filepath.Base(file), ".txtar")
			t.Run(name+"/"+string(v), func(t *testing.T) {
				t.Parallel()
				tale.tell(t, v)
			})
		}
	}
}

// tale is a story as it is written.
type tale struct {
	told       []variant
	statements []statement
	files      map[string]string
}

type statement struct {
	line  int
	words []string
}

// readStory reads a story. Its first statement says where it is told.
func readStory(archive *txtar.Archive) (tale, error) {
	s := tale{files: map[string]string{}}
	for _, f := range archive.Files {
		s.files[f.Name] = string(f.Data)
	}
	number := 0
	for line := range strings.Lines(string(archive.Comment)) {
		number++
		words, err := split(line)
		if err != nil {
			return s, fmt.Errorf("line %d: %w", number, err)
		}
		switch {
		case len(words) == 0:
		case len(s.told) > 0:
			s.statements = append(s.statements, statement{number, words})
		case words[0] != "told" || len(words) < 2:
			return s, fmt.Errorf("line %d: the first statement is told", number)
		default:
			for _, v := range words[1:] {
				s.told = append(s.told, variant(v))
			}
		}
	}
	return s, nil
}

// split splits a line into words. Quotes, which may begin inside a word, hold
// words together; from # on it is a remark.
func split(line string) (words []string, err error) {
	var word strings.Builder
	inside, quote := false, rune(0)
	for _, r := range strings.TrimRight(line, "\n") {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, inside = r, true
		case r == '#' && !inside:
			return words, nil
		case r == ' ' || r == '\t':
			if inside {
				words = append(words, word.String())
				word.Reset()
			}
			inside = false
		default:
			word.WriteRune(r)
			inside = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote is not closed: %s", line)
	}
	if inside {
		words = append(words, word.String())
	}
	return words, nil
}

// story is a story while it is told.
type story struct {
	t      *testing.T
	ctx    context.Context
	tale   tale
	in     *installation
	line   int
	names  map[string]string // what let has named
	people map[string]*person
	titles map[string]string // of agenda items, by their identity
}

// tell tells the story in one variant.
func (s tale) tell(t *testing.T, v variant) {
	alone := slices.ContainsFunc(s.statements, func(s statement) bool { return s.words[0] == "postgres" })
	told := &story{t: t, ctx: t.Context(), tale: s, in: newInstallation(t, v, alone),
		names: map[string]string{}, people: map[string]*person{}, titles: map[string]string{}}
	defer told.everybodyLeaves()
	verbs := told.verbs()
	for _, st := range s.statements {
		told.line = st.line
		do, known := verbs[st.words[0]]
		if !known {
			told.fail("there is no statement %q, but %q", st.words[0], slices.Sorted(maps.Keys(verbs)))
		}
		args := make([]string, len(st.words)-1)
		for i, w := range st.words[1:] {
			args[i] = told.meant(w)
		}
		if len(args) < do.least {
			told.fail("%s takes %d words or more", st.words[0], do.least)
		}
		do.tell(args)
	}
}

// verb is what a statement does, and how many words it takes at the least.
type verb struct {
	least int
	tell  func(args []string)
}

func (s *story) verbs() map[string]verb {
	all := map[string]verb{
		"let": {2, func(args []string) { s.names[args[0]] = s.day(args[1]) }},
	}
	for _, more := range []map[string]verb{s.nodeVerbs(), s.roomVerbs(), s.listenVerbs(), s.pageVerbs(), s.frameVerbs()} {
		maps.Copy(all, more)
	}
	return all
}

// day is the day that today+7 means, by a Swedish calendar; other words are themselves.
func (s *story) day(word string) string {
	ahead, ok := strings.CutPrefix(word, "today+")
	if !ok {
		return word
	}
	days, err := strconv.Atoi(ahead)
	s.must(err)
	zone, err := time.LoadLocation("Europe/Stockholm")
	s.must(err)
	return time.Now().In(zone).AddDate(0, 0, days).Format(time.DateOnly)
}

// meant replaces every $name by what let named so.
func (s *story) meant(word string) string {
	for name, value := range s.names {
		word = strings.ReplaceAll(word, "$"+name, value)
	}
	return word
}

// file returns the text of @name, or else the word itself.
func (s *story) file(word string) string {
	name, ok := strings.CutPrefix(word, "@")
	if !ok {
		return word
	}
	text, ok := s.tale.files[name]
	if !ok {
		s.fail("the story has no file %s", name)
	}
	return text
}

func (s *story) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("line %d: %s", s.line, fmt.Sprintf(format, args...))
}

// must fails the story on an error.
func (s *story) must(err error) {
	s.t.Helper()
	if err != nil {
		s.fail("%s", brief(err.Error()))
	}
}

// brief is a message without the page that it may end with.
func brief(message string) string {
	if at := strings.Index(message, "<!doctype"); at >= 0 {
		if page, err := html.Parse(strings.NewReader(message[at:])); err == nil {
			message = message[:at] + text(page)
		}
	}
	return message[:min(len(message), 2000)]
}

// until asks again and again, a little apart, until nothing is amiss.
func (s *story) until(amiss func() string) {
	s.t.Helper()
	s.in.until(amiss, func(why string) { s.fail("%s", brief(why)) })
}

// until asks again and again, a little apart, until nothing is amiss; or, when the
// patience is at its end, has fail say what still is.
func (in *installation) until(amiss func() string, fail func(why string)) {
	in.t.Helper()
	ticks := time.NewTicker(20 * time.Millisecond)
	defer ticks.Stop()
	for deadline := time.Now().Add(patience); ; <-ticks.C {
		why := amiss()
		if why == "" {
			return
		}
		if time.Now().After(deadline) {
			fail(why)
			return
		}
	}
}

// node returns a node by name.
func (s *story) node(name string) *node {
	n := s.in.nodes[name]
	if n == nil {
		s.fail("there is no node %s", name)
	}
	return n
}

func (s *story) nodeVerbs() map[string]verb {
	return map[string]verb{
		"node": {1, func(args []string) {
			if len(args) > 1 && args[1] == "empty" {
				s.in.start(args[0])
			} else {
				s.in.start(args[0], "--sample")
			}
		}},
		"kill":  {1, func(args []string) { s.node(args[0]).kill() }},
		"start": {1, func(args []string) { s.node(args[0]).start() }},
		"stop": {1, func(args []string) {
			if took := s.node(args[0]).stop(); took > grace+time.Second {
				s.fail("stopping took %v", took)
			}
		}},
		"freeze":   {1, func(args []string) { s.node(args[0]).signal(stopped) }},
		"thaw":     {1, func(args []string) { s.node(args[0]).signal(goesOn) }},
		"redis":    {1, func(args []string) { s.redis(args[0]) }},
		"postgres": {1, func(args []string) { s.postgres(args[0]) }},
	}
}

func (s *story) redis(what string) {
	r := s.in.redis
	do := map[string]func(){"stop": r.Stop, "start": r.Restart, "kill": r.Kill, "flush": r.FlushAll,
		"freeze": r.Freeze, "thaw": r.Thaw, "drop": r.KillPubSub}[what]
	if do == nil {
		s.fail("redis cannot %s", what)
	}
	do()
}

func (s *story) postgres(what string) {
	do := map[string]func() error{"kill": s.in.postgres.Kill, "start": s.in.postgres.Restart}[what]
	if do == nil {
		s.fail("postgres cannot %s", what)
	}
	s.must(do())
}
