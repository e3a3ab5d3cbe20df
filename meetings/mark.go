package meetings

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"
)

// NameMark is a name that can be recognised in a text and not read: a keyed digest of it,
// what stands instead of it where names are left out, and how many words it has. Who took
// part in a meeting is kept so, from when the list of them is forgotten until the names
// are out of its minutes.
type NameMark struct {
	Mark    string
	Instead string
	Words   int
}

// Names are the names that are left out of texts: those of people who are known, and those
// that can only be recognised.
type Names struct {
	People []Known
	Marks  []NameMark
	Key    []byte // under which the marks were made
}

// NameKey returns the key under which the names of one meeting are marked, so that one
// name has another mark in each meeting.
func NameKey(secret []byte, meeting ID) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("names of " + string(meeting)))
	return mac.Sum(nil)
}

// Mark returns the marks of people, of every way in which a name stands in a text: the
// whole of it, and its given and family names by themselves.
func Mark(people []Known, key []byte) (marks []NameMark) {
	there := map[string]bool{}
	for _, x := range namesIn(people) {
		runs := runsIn(x.Name)
		if len(runs) == 0 {
			continue // no letter in it: it is no word of a text
		}
		m := NameMark{markOf(x.Name[runs[0].from:runs[len(runs)-1].to], key), x.Instead, len(runs)}
		if !there[m.Mark] {
			there[m.Mark], marks = true, append(marks, m)
		}
	}
	return marks
}

func markOf(name string, key []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(name))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// run is letters and digits that stand together.
type run struct{ from, to int }

func runsIn(text string) (all []run) {
	in := false
	for at, r := range text {
		switch {
		case ofWord(r) && !in:
			all, in = append(all, run{at, at}), true
		case !ofWord(r):
			in = false
		}
		if in {
			all[len(all)-1].to = at + utf8.RuneLen(r)
		}
	}
	return all
}

// Out returns a text in which something else stands instead of the names, as [WithoutName]
// says.
func (n Names) Out(text string) string {
	text, _ = n.replaced(WithoutName(text, n.People))
	return text
}

// replaced returns a text without the names that can only be recognised, and those it had.
func (n Names) replaced(text string) (rest string, had []string) {
	if len(n.Marks) == 0 {
		return text, nil
	}
	longest, instead := 0, map[string]string{}
	for _, m := range n.Marks {
		longest = max(longest, m.Words)
		instead[strconv.Itoa(m.Words)+m.Mark] = m.Instead
	}
	var out strings.Builder
	from, runs := 0, runsIn(text)
	for i := 0; i < len(runs); {
		used := 0
		for words := min(longest, len(runs)-i); words > 0 && used == 0; words-- {
			name := text[runs[i].from:runs[i+words-1].to]
			by, known := instead[strconv.Itoa(words)+markOf(name, n.Key)]
			if bare, genitive := strings.CutSuffix(name, "s"); !known && genitive {
				if by, known = instead[strconv.Itoa(words)+markOf(bare, n.Key)]; known && !strings.HasSuffix(by, "s") {
					by += "s"
				}
			}
			if known {
				out.WriteString(text[from:runs[i].from] + by)
				from, used, had = runs[i+words-1].to, words, append(had, name)
			}
		}
		i += max(used, 1)
	}
	out.WriteString(text[from:])
	return out.String(), had
}

// OutOf returns parts without the names.
func (n Names) OutOf(parts []MinutesPart) []MinutesPart {
	parts = WithoutNames(parts, n.People)
	if len(n.Marks) == 0 {
		return parts
	}
	all := make([]MinutesPart, len(parts))
	for i, p := range parts {
		all[i] = MinutesPart{n.Out(p.Title), n.Out(p.Text)}
	}
	return all
}

// Left returns the names that stand in parts, each once.
func (n Names) Left(parts []MinutesPart) []string {
	left := NamesLeft(parts, n.People)
	there := map[string]bool{}
	for _, p := range parts {
		for _, text := range []string{p.Title, p.Text} {
			_, had := n.replaced(WithoutName(text, n.People))
			for _, name := range had {
				if !there[name] {
					there[name], left = true, append(left, name)
				}
			}
		}
	}
	return left
}
