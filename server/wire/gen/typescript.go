package main

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"ringain/meetings"
	"ringain/server/wire"
)

// writer writes types in the order they are met, each once.
type writer struct {
	words words
	out   bytes.Buffer
	done  map[reflect.Type]bool
	later []reflect.Type
}

// generate returns the text of wire.ts.
func generate(top string) ([]byte, error) {
	w := &writer{done: map[reflect.Type]bool{}}
	var err error
	w.words, err = readWords(filepath.Join(top, "meetings"), filepath.Join(top, "server", "wire"))
	if err != nil {
		return nil, err
	}
	w.line("// Made by go run ./server/wire/gen from the Go types. Do not edit.")
	w.line("// The protocol in words is the package comment of server/wire.\n")
	w.constants()
	for _, v := range []any{wire.Down{}, wire.Reply{}, wire.Event{}, wire.Position{}, wire.Hello{}, wire.Writer{}, meetings.Room{}} {
		w.declare(reflect.TypeOf(v), "", "")
	}
	events := members(w, "kind", meetings.Events(), meetings.Event.Kind)
	commands := members(w, "do", meetings.Commands(), meetings.Command.Do)
	for len(w.later) > 0 {
		next := w.later[0]
		w.later = w.later[1:]
		w.declare(next, "", "")
	}
	w.union("What happened in a room, told apart by kind.", "RoomEvent", events)
	w.union("What a person asks to have done, told apart by do.", "Command", commands)
	return w.out.Bytes(), nil
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.out, format+"\n", args...) }

func (w *writer) constants() {
	w.line("export const protocol = %q;", wire.Protocol)
	w.line("export const ticketPrefix = %q;", wire.TicketPrefix)
	w.line("// What follows are enums so that the build writes each number where it is used, and no other travels.")
	w.line("/* oxlint-disable typescript/no-duplicate-enum-values -- two bounds may be alike */")
	w.line("/** The codes with which the server closes a socket. */")
	w.line("export enum close { comeBack = %d, malformed = %d, tooMuch = %d, signedOut = %d, removed = %d }",
		wire.CloseComeBack, wire.CloseMalformed, wire.CloseTooMuch, wire.CloseSignedOut, wire.CloseRemoved)
	w.line("/** The version of the schema of the shared notes, and how large one frame and one awareness state may be, in bytes. */")
	w.line("export enum notes { schema = %d, frame = %d, awareness = %d }", wire.NotesSchema, wire.MaxFrame, wire.MaxAwareness)
	w.line("/** The bounds of an agenda: items, minutes of an item, characters of a title; and of a speaker list: characters of a note and a name, milliseconds that it opens before the meeting; characters of a signal; of a question and its answer; and of the question, one answer and all answers of a poll; characters of an address, and bytes of a text that is pasted to share what is in it. */")
	w.line("export enum bounds { items = %d, minutes = %d, title = %d, note = %d, name = %d, opens = %d, signal = %d,\n  question = %d, answer = %d, pollQuestion = %d, choice = %d, choices = %d, fewestShown = %d, address = %d, shared = %d }\n",
		meetings.MaxItems, meetings.MaxItemMinutes, meetings.MaxTitle, meetings.MaxNote, meetings.MaxName, meetings.QueueOpens.Milliseconds(), meetings.MaxSignal,
		meetings.MaxQuestion, meetings.MaxAnswer, meetings.MaxPollQuestion, meetings.MaxChoice, meetings.MaxChoices, meetings.FewestShown, meetings.MaxAddress, meetings.MaxShared)
}

// name returns what a Go type is called in TypeScript. An event on its way is an
// Entry there, for Event is what browsers call something else.
func name(t reflect.Type) string {
	if t == reflect.TypeFor[wire.Event]() {
		return "Entry"
	}
	return t.Name()
}

// declare writes one type. tag and value, when given, are the member that tells
// it from the others of its union.
func (w *writer) declare(t reflect.Type, tag, value string) {
	if w.done[t] {
		return
	}
	w.done[t] = true
	if doc := w.words.types[t.Name()]; doc != "" {
		w.line("/** %s */", doc)
	}
	switch t.Kind() {
	case reflect.String:
		w.line("export type %s = %s;\n", name(t), w.enumerated(t))
		return
	case reflect.Int64, reflect.Int:
		w.line("export type %s = number;\n", name(t))
		return
	}
	w.line("export type %s = {", name(t))
	if tag != "" {
		w.line("  readonly %s: %q;", tag, value)
	}
	w.fields(t)
	w.line("};\n")
}

func (w *writer) enumerated(t reflect.Type) string {
	values := w.words.values[t.Name()]
	if len(values) == 0 {
		return "string"
	}
	var quoted []string
	for _, v := range values {
		quoted = append(quoted, fmt.Sprintf("%q", v))
	}
	return strings.Join(quoted, " | ")
}

func (w *writer) fields(t reflect.Type) {
	for _, f := range reflect.VisibleFields(t) {
		tag, ok := f.Tag.Lookup("json")
		if !ok || tag == "-" || f.Anonymous || !f.IsExported() {
			continue
		}
		member, rest, _ := strings.Cut(tag, ",")
		optional := ""
		if strings.Contains(rest, "omit") || len(f.Index) > 1 { // of an embedded pointer: may be absent
			optional = "?"
		}
		comment := w.words.fields[t.Name()+"."+f.Name]
		if comment != "" {
			comment = " // " + comment
		}
		w.line("  readonly %s%s: %s;%s", member, optional, w.reference(f.Type), comment)
	}
}

// reference returns how a type is written where it is used, and sees to it that it is declared.
func (w *writer) reference(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[json.RawMessage]():
		return "RoomEvent"
	case t.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		return "string"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return w.reference(t.Elem())
	case reflect.Slice:
		return "readonly " + w.reference(t.Elem()) + "[]"
	case reflect.Map:
		return "Readonly<Record<" + w.reference(t.Key()) + ", " + w.reference(t.Elem()) + ">>"
	case reflect.Bool:
		return "boolean"
	}
	if t.PkgPath() == "" {
		if t.Kind() == reflect.String {
			return "string"
		}
		return "number"
	}
	if !w.done[t] && !slices.Contains(w.later, t) {
		w.later = append(w.later, t)
	}
	return name(t)
}

// members declares the types of a union and returns their names.
func members[T any](w *writer, tag string, all []T, value func(T) string) (names []string) {
	for _, one := range all {
		t := reflect.TypeOf(one)
		w.declare(t, tag, value(one))
		names = append(names, name(t))
	}
	return names
}

func (w *writer) union(doc, of string, members []string) {
	w.line("/** %s */", doc)
	w.line("export type %s =\n  | %s;\n", of, strings.Join(members, "\n  | "))
}
