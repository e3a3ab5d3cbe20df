// Package e2e tells what happens when people do things, as stories in testdata, on
// real nodes: processes of the program itself, on SQLite alone or two of them on
// PostgreSQL and Redis. It has tests only.
//
// # The language of the stories
//
// A story is a txtar archive. Its comment is the story, one statement on each line;
// lines that begin with # say what it shows. Words with spaces are quoted, with
// " or '. Files of the archive hold longer texts. What a statement waits for it
// waits for until a deadline; no statement waits for time to pass.
//
// Where it is told, and the nodes:
//
//	told one two             on one node with SQLite; on two with PostgreSQL and Redis.
//	                         On one node, a and b are the same
//	node a [empty]           starts a node, with the sample season or with nothing
//	kill a                   as a power cut would; what it kept is kept
//	stop a                   asks it to stop, and wants an orderly end within its grace
//	freeze a, thaw a         holds the process still, and lets it go on
//	start a                  starts it again at the same address
//	redis stop, start, kill, flush, freeze, thaw, drop       drop: of every subscriber
//	postgres kill, start
//	let x barn-och-unga-2027-01-12                           $x is that from here on
//	let day today+7              a day in a week
//
// The live room:
//
//	organiser ada a [printed]    Ada signs in at a, by a link that ringain link --new makes, or
//	                             by the one that the node printed
//	join cy b $x                 Cy says who he is and enters the room
//	follow dee b $x              Dee enters as who she is, or without saying who
//	do ada agenda.move item=Frågor to=1     and it is kept. Items are named by title,
//	                             next is from the item she sees; text=@f is the file f;
//	                             choices=Ja/Nej is a list
//	refused cy not-allowed "organisatören" agenda.start      and that is the answer
//	race ada bo agenda.next      both at once: one is kept, the other is too late
//	again ada b                  her last command once more at b: the same answer
//	hear cy agenda.moved item=Frågor to=1 seq=2              the next event that Cy hears
//	at cy 3                      Cy has heard everything up to 3
//	cut cy                       his line breaks; he comes back by himself
//	away cy, back cy b           he is gone, and comes back on another node
//	whole cy                     he has heard every event, in order, and no snapshot but the first
//	agree                        all who are in a room, and every node, have the same room
//	sees-present cy 3            he is told that three are here
//
// Pages, in a browser without scripts:
//
//	visit cy a /moten            opens a page
//	click cy "Barn och unga"     follows the link with that text
//	press cy "Gå med" name=Cy    fills in the form of that button and sends it
//	sees cy "text" "text"        the page has it, now or after loading it again
//	misses cy "text"             the page does not have it
//	printed ada a                opens the link that the node printed
//	printed-again cy a           opens it once more, when somebody else has used it
//	here x ada                   $x is the last part of the address of the page
//	get cy /path 404 "text"      asks as Cy, or as a stranger at node a; also Header:value
//	post cy /path 403 "text" field=value Origin:https://…
//
// Calendars, and raw frames:
//
//	feed a /tema/x.ics holds 24
//	feed a /tema/x.ics $x STATUS=CANCELLED DTSTART=2027-01-12T12.00     one of its events
//	line eve a $x                opens a socket and greets
//	send eve '{"do":'            sends a frame as it is; @f is the file f; big is too large
//	closed eve 4001              it is closed with that code
//	told-off eve invalid         the answer to it is a refusal of that kind
package e2e
