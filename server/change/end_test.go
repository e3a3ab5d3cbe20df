package change_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/server/change"
)

// points are the lines of the list in the notes of the whole meeting.
func (w *world) points() (heading string, points []string) {
	w.Helper()
	doc, _, err := w.nodes[1].OpenNotes(w.Context(), w.Room.Meeting.ID)
	w.must(err)
	for _, b := range doc.Read()[notes.Meeting] {
		switch b.Kind {
		case notes.Heading:
			heading += b.Runs[0].Text
		case notes.BulletList:
			for _, item := range b.Blocks {
				points = append(points, item.Blocks[0].Runs[0].Text)
			}
		}
	}
	return heading, points
}

// ask has Cy ask a question.
func (w *world) ask(text string) meetings.QuestionID {
	w.Helper()
	id := w.newID()
	_, err := w.nodes[0].Do(w.Context(), w.Cy, w.Room.Meeting.ID, id, meetings.AskQuestion{Text: text})
	w.must(err)
	return meetings.QuestionID(id)
}

func TestWhatNobodyHasAnsweredIsCarriedIntoTheNotesOnceThoughTwoNodesEndTheMeeting(t *testing.T) {
	w := newWorld(t)
	told := w.listenToNotes()
	w.ask("Vem svarar på natten?")
	more := w.ask("Vad kostar det?")
	settled, answered, hidden := w.ask("Besvarad"), w.ask("Skriven"), w.ask("Dold")
	w.do(meetings.JoinQuestion{Question: more})
	w.do(meetings.SettleQuestion{Question: settled})
	w.do(meetings.AnswerQuestion{Question: answered, Text: "Ja"})
	w.do(meetings.HideQuestion{Question: hidden})
	w.do(meetings.StartAgenda{})
	var all sync.WaitGroup
	kept := make([]error, 8)
	for i := range kept {
		id := w.newID()
		all.Go(func() { _, kept[i] = w.nodes[i%2].Do(w.Context(), w.Ada, w.Room.Meeting.ID, id, meetings.EndAgenda{}) })
	}
	all.Wait()
	ended := 0
	for _, err := range kept {
		if err == nil {
			ended++
			continue
		}
		w.refused(meetings.Late, err)
	}
	w.same(1, ended)
	heading, points := w.points()
	w.same("Frågor som inte hann besvaras", heading)
	w.same([]string{"Vad kostar det? (2 vill veta)", "Vem svarar på natten?"}, points)
	w.same(1, len(*told))
	w.same(2, len(w.room(w.Room.Meeting.ID).Unanswered()))
}

func TestEndingAgainWithTheSameIdentityCarriesNothingMore(t *testing.T) {
	w := newWorld(t)
	w.ask("Vem svarar på natten?")
	w.do(meetings.StartAgenda{})
	id := w.newID()
	for i := range 4 {
		_, err := w.nodes[i%2].Do(w.Context(), w.Ada, w.Room.Meeting.ID, id, meetings.EndAgenda{})
		w.must(err)
	}
	_, points := w.points()
	w.same([]string{"Vem svarar på natten?"}, points)
}

func TestNotesThatCannotBeReadDoNotKeepAMeetingFromEnding(t *testing.T) {
	w := newWorld(t)
	w.ask("Vem svarar på natten?")
	w.must(w.store.Change("broken", func(tx *store.Tx) error {
		_, err := tx.AppendNotes(w.Room.Meeting.ID, []store.NotesUpdate{{Body: []byte("no update at all")}})
		return err
	}))
	w.do(meetings.StartAgenda{})
	w.do(meetings.EndAgenda{})
	w.same(1, len(w.room(w.Room.Meeting.ID).Unanswered()))
}

func TestAnAnswerCountsOnceHoweverOftenItIsSentAndWhereverItArrives(t *testing.T) {
	w := newWorld(t)
	w.listen(change.Topic(w.Room.Meeting.ID))
	w.do(meetings.AddPoll{Question: "Nu?", Choices: []string{"Ja", "Nej"}, Open: true})
	var all sync.WaitGroup
	for voter := range 6 {
		by, id := meetings.Person{ID: meetings.ID(fmt.Sprint("voter-", voter)), Name: "Väljare", Role: meetings.Guest}, w.newID()
		for node := range 2 {
			all.Go(func() {
				_, err := w.nodes[node].Do(w.Context(), by, w.Room.Meeting.ID, id, meetings.AnswerPoll{Answer: 1 + voter%2})
				w.must(err)
			})
		}
	}
	all.Wait()
	for _, e := range w.log(w.Room.Meeting.ID)[1:] {
		w.same(meetings.Author{}, e.By)
	}
	w.do(meetings.ClosePoll{Poll: w.room(w.Room.Meeting.ID).Polls[0].ID})
	w.same([]int{3, 3}, w.room(w.Room.Meeting.ID).Polls[0].Counts)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.same(8, len(w.told))
}

func TestAPollThatIsOpenIsClosedWhenTheMeetingEnds(t *testing.T) {
	w := newWorld(t)
	w.listen(change.Topic(w.Room.Meeting.ID))
	w.do(meetings.StartAgenda{})
	w.do(meetings.AddPoll{Question: "Nu?", Choices: []string{"Ja", "Nej"}, Open: true})
	if key := w.room(w.Room.Meeting.ID).Ballots[0].Key; len(key) < 20 {
		t.Errorf("the key of a poll is %q", key)
	}
	w.do(meetings.EndAgenda{})
	room := w.room(w.Room.Meeting.ID)
	w.same(meetings.PollIsClosed, room.Polls[0].State)
	w.same(0, len(room.Ballots))
	var kinds []string
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, told := range w.told {
		kinds = append(kinds, told.Entry.Event.Kind())
	}
	if !slices.Equal(kinds, []string{"agenda.started", "poll.added", "agenda.ended", "poll.closed"}) {
		t.Errorf("told of %s", strings.Join(kinds, ", "))
	}
}

func TestNobodyIsNamedForAQuestionWithoutAName(t *testing.T) {
	w := newWorld(t)
	w.listen(change.Topic(w.Room.Meeting.ID))
	id := w.newID()
	_, err := w.nodes[0].Do(w.Context(), w.Cy, w.Room.Meeting.ID, id, meetings.AskQuestion{Text: "Får jag vara ledig?", Nameless: true})
	w.must(err)
	_, err = w.nodes[1].Do(w.Context(), w.Cy, w.Room.Meeting.ID, w.newID(), meetings.WithdrawQuestion{Question: meetings.QuestionID(id)})
	w.must(err)
	for _, e := range w.log(w.Room.Meeting.ID) {
		w.same(meetings.Author{}, e.By)
	}
	w.same(meetings.QuestionAsked{Question: meetings.Question{ID: meetings.QuestionID(id)}}, w.log(w.Room.Meeting.ID)[0].Event)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, told := range w.told {
		w.same(meetings.Author{}, told.Entry.By)
	}
}
