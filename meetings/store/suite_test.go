package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// conform states what every database keeps. empty gives the address of a new one.
func conform(t *testing.T, empty func(testing.TB) string) {
	stories := []struct {
		name string
		tell func(*testing.T, func(testing.TB) string)
	}{
		{"every value comes back as it was kept", on(valuesComeBack)},
		{"a value is changed by keeping it again", on(valuesChange)},
		{"who speaks, who waits and who rings in are kept with the meeting", on(speakersComeBack)},
		{"the signals of a meeting are kept with it", on(signalsComeBack)},
		{"calls and personal codes come back as they were kept", on(callsComeBack)},
		{"a meeting is found by a broken line", on(brokenLinesAreFound)},
		{"what a hidden signal said leaves the log", on(hiddenWordsLeaveTheLog)},
		{"the questions and polls of a meeting are kept with it", on(inputComesBack)},
		{"what a hidden question and a removed poll said leaves the log", on(hiddenQuestionsLeaveTheLog)},
		{"an answer to a poll is tied to nobody", on(answersAreTiedToNobody)},
		{"the material of a meeting is kept with it, and what is hidden leaves the log", on(materialComesBack)},
		{"private links of presenters are kept until they are revoked", on(presentersComeBack)},
		{"a link for a role is taken once, and forgotten", on(dutyLinksAreTakenOnce)},
		{"what organisers do beside the log is kept in order", on(deedsAreKeptInOrder)},
		{"of captions the newest lines are kept, until the meeting ends or a day has passed", on(captionsAreKeptForAWhile)},
		{"who waits, who runs the meeting and which networks are barred is kept", on(peopleAtTheDoor)},
		{"minutes are kept with their editions, and found while they are published", on(minutesComeBack)},
		{"a hidden name and a note that is taken away leave the log", on(concealedNames)},
		{"what is not there is refused as unknown", on(unknownIsRefused)},
		{"a slug belongs to one", on(slugBelongsToOne)},
		{"meetings are chosen as by hand", on(meetingsAreChosen)},
		{"a meeting follows its series to another theme", on(themesFollow)},
		{"the next meeting is the first that stands", on(nextStands)},
		{"positions are those of the newest events", on(positions)},
		{"a series is taken with its drafts", on(seriesIsTaken)},
		{"the log of every meeting is dense from two nodes", denseLog},
		{"a busy node lets another in", busyNode},
		{"a command is carried out once from two nodes", commandOnce},
		{"a command is remembered for its own meeting, and forgotten in time", on(commandsAreForgotten)},
		{"changes that wait share a transaction and keep their order", on(waitingShare)},
		{"what fails in a batch touches nobody else", on(failuresAreAlone)},
		{"telling that panics stops nobody", on(tellingPanics)},
		{"a change whose goroutine ends keeps nothing and blocks nobody", on(goroutineEnds)},
		{"a full queue refuses, and what waits is kept", on(fullQueue)},
		{"a change that waits too long is given up, and leaves nothing", longWait},
		{"the schedule is read since a version", on(scheduleSinceAVersion)},
		{"a draft is removed, and nothing else", on(draftsAreRemoved)},
		{"themes that are renamed or merged leave their addresses", on(themesLeaveAddresses)},
		{"versions rise by themselves and never stand still", on(versionsRise)},
		{"versions are raised for what is kept only", on(versionsOfWhatIsKept)},
		{"the same set of themes has one token", on(chosenSets)},
		{"sessions expire, change and end", on(sessions)},
		{"many who ask at the same time are answered, each for their own", on(askedTogether)},
		{"a session that has ended is never taken for a good one", on(goodSessions)},
		{"a link is good once", linkOnce},
		{"who is what in an organisation comes back, and takes effect at once", on(membersComeBack)},
		{"sign-ins under way, identities and keys come back", on(waysInComeBack)},
		{"messages wait with the change they tell of", on(messagesWait)},
		{"what is told of a topic is taken once, when it is due", on(topicsAreTakenOnce)},
		{"followers hear of what they follow until they stop", on(followersHear)},
		{"links are mailed now and then, and what letters say is let go of", linksAreMailedNowAndThen},
		{"notes come back as they were kept", on(notesComeBack)},
		{"many notes are kept at once", on(manyNotes)},
		{"a client of the notes belongs to one, from two nodes", clientsBelongToOne},
		{"the log of the notes is dense from two nodes", denseNotes},
		{"snapshots stand for the log", on(snapshotsStandForTheLog)},
		{"the history of the notes is kept", on(historyIsKept)},
		{"a flood leaves moments of the notes", on(aFloodLeavesMoments)},
		{"what is written again in the notes is whose it was", on(writtenAgain)},
		{"notes that are made anew leave nothing behind", on(notesAreMadeAnew)},
		{"late notes wait for an organiser", on(lateNotesWait)},
		{"the support list is chosen by what it is for, and found by words in any form", on(supportIsChosen)},
		{"an entry of the support list changes with all that it is found by", on(supportChanges)},
		{"what is in the support list already is found", on(supportLike)},
		{"the sections of the support list have an order", on(sectionsHaveAnOrder)},
		{"a file on its way in has what has come of it", on(uploadsComeInByParts)},
		{"a file that is taken back is counted until its time", on(droppedUploadsAreCountedUntilTheirTime)},
		{"who is erased has still taken room for files", on(whoIsErasedHasStillTakenRoom)},
		{"a file is served where it is referred to", on(filesAreServedWhereTheyAreReferredTo)},
		{"a file is swept when nothing needs it", on(filesAreSweptWhenNothingNeedsThem)},
		{"meetings, agendas and signals are found by words, and never more than anybody may read", on(wordsFind)},
		{"a word that very many entries have is looked for as it is", on(commonWordsFind)},
		{"what is found follows every change", on(foundChanges)},
		{"what was kept before there was a search is found", foundBefore},
		{"links wait to be looked at, and those of concern for an editor", on(linksWait)},
		{"one node at a time has a claim", on(oneClaims)},
		{"reports wait for an editor", on(reportsWait)},
		{"rows that cannot be read hide no others", unreadableRows},
		{"opening again changes nothing", openTwice},
		{"nodes may open a new database at the same moment", openTogether},
		{"a database from the future is refused", futureIsRefused},
		{"a new database without a secret is refused", secretIsNeeded},
		{"nothing acknowledged is lost when the program is killed", killed},
	}
	for _, story := range stories {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			story.tell(t, empty)
		})
	}
}

// on makes a story on one store of one on a database.
func on(tell func(*testing.T, *store.Store)) func(*testing.T, func(testing.TB) string) {
	return func(t *testing.T, empty func(testing.TB) string) { tell(t, open(t, empty(t))) }
}

func options(t testing.TB, address string) store.Options {
	return store.Options{Address: address, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Epoch: "one", Secret: []byte("a secret"), Host: "moten.example"}
}

func open(t testing.TB, address string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), options(t, address))
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// bare opens the database as anybody may, beside the store.
func bare(t testing.TB, address string) *sql.DB {
	t.Helper()
	driver := "pgx"
	if !strings.HasPrefix(address, "postgres") {
		driver, address = "sqlite", "file:"+(&url.URL{Path: address}).EscapedPath()+"?_pragma=busy_timeout(4000)"
	}
	db, err := sql.Open(driver, address)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func run(t testing.TB, db *sql.DB, statement string, args ...any) {
	t.Helper()
	_, err := db.ExecContext(t.Context(), statement, args...)
	must(t, err)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func refused(t testing.TB, kind meetings.RefusalKind, err error) {
	t.Helper()
	if r, ok := errors.AsType[*meetings.Refusal](err); !ok || r.Kind != kind {
		t.Errorf("%v, want to be refused as %s", err, kind)
	}
}

func until(t testing.TB, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("still not: %s", what)
		}
	}
}

// meet keeps n meetings of the small world, a week between, and returns them.
func meet(t testing.TB, s *store.Store, n int) []meetings.Room {
	t.Helper()
	w := sample.World()
	rooms := make([]meetings.Room, n)
	must(t, s.Change("meetings", func(tx *store.Tx) error {
		for i := range rooms {
			r := w.Room
			r.Meeting.ID = meetings.ID(fmt.Sprintf("meeting-%d", i))
			r.Meeting.Slug = fmt.Sprintf("rivers-%d", i)
			r.Meeting.Start = w.Room.Meeting.Start.Add(time.Duration(i) * 7 * 24 * time.Hour)
			rooms[i] = r
			if err := tx.AddMeeting(r); err != nil {
				return err
			}
		}
		return nil
	}))
	return rooms
}

// say adds one event to the log of a meeting, once for each command.
func say(s *store.Store, meeting, command meetings.ID) (seq int64, err error) {
	err = s.Change(string(meeting), func(tx *store.Tx) error {
		seq, err = sayIn(tx, meeting, command)
		return err
	})
	if done, ok := errors.AsType[doneBefore](err); ok {
		return done.seq, nil
	}
	return seq, err
}

type doneBefore struct{ seq int64 }

func (doneBefore) Error() string { return "done before" }

func sayIn(tx *store.Tx, meeting, command meetings.ID) (int64, error) {
	room, seq, err := tx.Take(meeting)
	if err != nil {
		return 0, err
	}
	if before, done, err := tx.Done(meeting, command); err != nil || done {
		return 0, errors.Join(err, doneBefore{before})
	}
	said := meetings.ItemExtended{Item: "budget", Minutes: 1}
	at := meetings.Instant(1000 + seq)
	entry := meetings.Entry{Seq: seq, At: at, By: meetings.Author{ID: "ada", Name: string(command)}, Event: said}
	return seq, tx.Keep(room.After(said, at), entry, command)
}

// log returns the whole log of a meeting, and fails if it has a hole.
func log(t testing.TB, s *store.Store, meeting meetings.ID) []meetings.Entry {
	t.Helper()
	entries, err := s.EventsSince(t.Context(), meeting, 0, 1_000_000)
	must(t, err)
	for i, e := range entries {
		if e.Seq != int64(i+1) {
			t.Fatalf("event %d of %s has the number %d", i+1, meeting, e.Seq)
		}
	}
	room, seq, err := s.Room(t.Context(), string(meeting))
	must(t, err)
	if seq != int64(len(entries)) || room.Agenda.Items[0].Minutes != 10+len(entries) {
		t.Fatalf("%s is at %d with %d minutes after %d events", meeting, seq, room.Agenda.Items[0].Minutes, len(entries))
	}
	return entries
}

func TestMain(m *testing.M) {
	if address := os.Getenv("STORE_TEST_CHILD"); address != "" {
		child(address)
		return
	}
	os.Exit(m.Run())
}

// forget removes what is past its time under the usual terms.
func forget(s *store.Store, now meetings.Instant) error {
	for {
		if more, err := s.ForgetSome(now, meetings.UsualTerms()); err != nil || !more {
			return err
		}
	}
}
