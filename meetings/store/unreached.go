package store

import (
	"context"
	"strconv"
	"strings"

	"ringain/meetings"
)

// Unreached returns to which of some addresses the newest letter did not get: it came back, or
// the mail server would not have it. With an address stands the account whose it is, or
// nothing. When a letter gets there again, it is reached.
func (s *Store) Unreached(ctx context.Context, addresses map[string]meetings.ID) (gone map[string]bool, err error) {
	defer meetings.Wrap(&err, "read which addresses letters do not get to")
	gone = map[string]bool{}
	of := map[string]string{}
	var places []string
	var values []any
	add := func(receiver meetings.ID, address string) {
		if receiver != "" && address != "" {
			of[string(receiver)] = address
			values = append(values, string(receiver))
			places = append(places, "$"+strconv.Itoa(len(values)))
		}
	}
	for address, account := range addresses {
		add(account, address)
		add(s.mailbox(address), address) // of what leads in, which is sent to no account
	}
	if len(values) == 0 {
		return gone, nil
	}
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT l.follower, l.sent FROM letter l JOIN message m ON m.id = l.message
		WHERE l.sent <> 0 AND l.follower IN (`+strings.Join(places, ", ")+`) ORDER BY m.at, m.id`, values, func(scan scanner) error {
		var receiver string
		var sent int64
		err := scan(&receiver, &sent)
		gone[of[receiver]] = sent < 0
		return err
	})
	return gone, err
}
