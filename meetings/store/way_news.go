package store

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"ringain/meetings"
)

// TellOwner has the owner of an account be told what has become of a way into it, with the
// change itself. One without an address is told nothing.
func (t *Tx) TellOwner(account meetings.ID, n meetings.WayNews) (err error) {
	defer meetings.Wrap(&err, "tell the owner of an account")
	body, err := json.Marshal(meetings.Telling{Kind: meetings.NewsWay, Way: &n})
	if err != nil {
		return err
	}
	id := meetings.ID(fmt.Sprintf("way.%s.%s", account, rand.Text()))
	_, err = t.AddLettersTo(Message{ID: id, Kind: meetings.NewsWay, Body: body, At: n.At}, []meetings.Account{{ID: account}})
	return err
}

// forgetWayNews removes what the owner of an account was told of the ways into it.
func (t *Tx) forgetWayNews(account meetings.ID) error {
	return errors.Join(t.exec(`DELETE FROM letter WHERE follower = $1`, string(account)),
		t.exec(`DELETE FROM message WHERE kind = $1 AND substr(id, 1, $2) = $3`, string(meetings.NewsWay), len("way..")+len(account), fmt.Sprintf("way.%s.", account)))
}

// changeAddress gives an account another address. It is told at both.
func (t *Tx) changeAddress(a meetings.Account, to string, now meetings.Instant) (err error) {
	before := a.Email
	if a.Email = to; before == to {
		return nil
	}
	err = errors.Join(t.SaveAccount(a), t.TellOwner(a.ID, meetings.WayNews{What: meetings.AddressChanged, At: now}))
	if before != "" {
		err = errors.Join(err, t.TellOwner(a.ID, meetings.WayNews{What: meetings.AddressChanged, To: before, At: now}))
	}
	return err
}

// wayTo is the address that such a message is to, when that is not the account's.
func wayTo(body []byte) string {
	var t meetings.Telling
	if json.Unmarshal(body, &t) != nil || t.Way == nil {
		return ""
	}
	return t.Way.To
}
