package web

import (
	"net/url"
	"strconv"
	"strings"

	"ringain/meetings"
)

// pollCommand reads a command about a poll from a form, and reports whether the field
// do names one.
func pollCommand(posted url.Values) (meetings.Command, bool) {
	poll := meetings.PollID(posted.Get("poll"))
	name, more, _ := strings.Cut(posted.Get("do"), " ")
	switch name {
	case "poll.answer":
		answer, _ := strconv.Atoi(posted.Get("answer"))
		return meetings.AnswerPoll{Poll: poll, Answer: answer, Caller: meetings.ID(posted.Get("caller"))}, true
	case "poll.enter":
		return meetings.EnterAnswers{Poll: poll, Counts: numbers(posted["counts"])}, true
	case "poll.add":
		return meetings.AddPoll{Question: posted.Get("question"), Choices: strings.Split(posted.Get("choices"), "\n"),
			Shown: posted.Get("shown") != "", Open: more == "open"}, true
	case "poll.open":
		return meetings.OpenPoll{Poll: poll}, true
	case "poll.close":
		return meetings.ClosePoll{Poll: poll}, true
	case "poll.remove":
		return meetings.RemovePoll{Poll: poll}, true
	}
	return nil, false
}

// numbers reads how many there are of each; nothing typed is none, and what is no number is less than that.
func numbers(typed []string) (all []int) {
	for _, text := range typed {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil && strings.TrimSpace(text) != "" {
			n = -1
		}
		all = append(all, n)
	}
	return all
}

// polls are those in a state, the newest first.
func (v roomView) polls(state meetings.PollState) (all []meetings.Poll) {
	for _, p := range v.Polls {
		if p.State == state {
			all = append([]meetings.Poll{p}, all...)
		}
	}
	return all
}

// tally is one answer of a poll and how many gave it, as it is shown.
type tally struct {
	Choice string
	Count  int
	Of     int // all of them
	Share  int // per cent
}

// tallies are the answers of a poll with how many gave each; none when that is not shown.
func tallies(poll meetings.Poll) (all []tally) {
	sum := 0
	for _, n := range poll.Counts {
		sum += n
	}
	for i, n := range poll.Counts {
		if sum > 0 && i < len(poll.Choices) {
			all = append(all, tally{poll.Choices[i], n, sum, (200*n + sum) / (2 * sum)})
		}
	}
	return all
}

// choices are the answers of a poll to choose among, counted from 1.
func choicesOf(poll meetings.Poll) (all []option) {
	for i, choice := range poll.Choices {
		all = append(all, option{strconv.Itoa(i + 1), choice})
	}
	return all
}

// severalForm is what is typed of how many gave one of the answers, counted from 0. What
// was refused is told at the first.
func (v roomView) severalForm(at int) form {
	f := form{ID: "antal-" + strconv.Itoa(at) + "-"}
	if v.Fill != "poll.enter" {
		return f
	}
	if at == 0 {
		f = v.typed(v.Fill)
	}
	if typed := v.Form.Values["counts"]; at < len(typed) {
		f.Values = url.Values{"counts": {typed[at]}}
	}
	return f
}

// newPoll is what is typed in the form of a new poll.
func (v roomView) newPoll() form {
	if name, _, _ := strings.Cut(v.Fill, " "); name == "poll.add" {
		return v.typed(v.Fill)
	}
	return form{ID: "snabb-", Values: url.Values{"choices": {v.Say("pollYesNo")}}}
}

// answered is the form of the answer to a question as it is.
func answered(q meetings.Question) url.Values { return url.Values{"answer": {q.Answer}} }
