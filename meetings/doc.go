// Package meetings is the domain of open coordination meetings, as values and rules.
//
// A [Theme] gathers meetings that concern the same people. A [Series] is a rule
// that gives the dates of one [Season]; each date is kept as a [Meeting] with an
// identity for life. A [Room] is a meeting together with its [Agenda], which is
// what changes while people are in it.
//
// Every change has the same shape. A person asks for something with a [Command];
// [Room.Apply] decides, and gives either a new Room and the [Event] that says what
// happened, or a [Refusal] the person can read. [Room.After] gives the Room that
// an event leads to, so that whoever has a Room and hears the events that follow
// has the same Room as everybody else.
//
// Nothing here reads a clock, makes an identity or reaches a database: time and
// identity come in as arguments.
package meetings
