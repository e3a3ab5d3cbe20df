package store

import (
	"context"
	"errors"

	"ringain/meetings"
)

// FileRoom is how many bytes files take: of one owner and of one network since their
// uploads were last forgotten, of that network in one meeting, of the meeting, and of all.
// Coming is how many of the owner's files are on their way in, and Near of the network's.
type FileRoom struct {
	Owner, Network, Share, Meeting, All int64
	Coming, Near                        int
}

// FileRoom counts what files take, with what has come of those on their way in: what is
// only announced takes no room from anybody. u says whose, from where, and in which meeting.
func (t *Tx) FileRoom(u meetings.Upload) (r FileRoom, err error) {
	defer meetings.Wrap(&err, "count the room that files take")
	const of = `SELECT CAST(COALESCE(SUM(CASE hash WHEN '' THEN has ELSE size END), 0) AS BIGINT)`
	err = t.row(of+`, COUNT(CASE hash WHEN '' THEN 1 END) FROM upload WHERE owner = $1`, u.Owner).Scan(&r.Owner, &r.Coming)
	if err != nil {
		return r, err
	}
	err = t.row(of+`, COUNT(CASE hash WHEN '' THEN 1 END), CAST(COALESCE(SUM(CASE WHEN $2 = '' OR meeting <> $2 THEN 0 WHEN hash = '' THEN has ELSE size END), 0) AS BIGINT)
		FROM upload WHERE $1 <> '' AND network = $1`, u.Network, string(u.Meeting)).Scan(&r.Network, &r.Near, &r.Share)
	if err != nil {
		return r, err
	}
	err = t.row(`SELECT
		(SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM file WHERE $1 <> '' AND hash IN (SELECT hash FROM file_use WHERE meeting = $1)) +
		(`+of+` FROM upload WHERE $1 <> '' AND meeting = $1 AND dropped = 0 AND hash NOT IN (SELECT hash FROM file_use WHERE meeting = $1)),
		(SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM file) + (SELECT CAST(COALESCE(SUM(has), 0) AS BIGINT) FROM upload WHERE hash = '')`,
		string(u.Meeting)).Scan(&r.Meeting, &r.All)
	return r, err
}

// BeginUpload keeps that a file is on its way in.
func (t *Tx) BeginUpload(u meetings.Upload) (err error) {
	defer meetings.Wrap(&err, "begin an upload")
	return t.exec(`INSERT INTO upload (id, owner, network, meeting, name, size, has, hash, until) VALUES ($1, $2, $3, $4, $5, $6, 0, '', $7)`,
		string(u.ID), u.Owner, u.Network, string(u.Meeting), u.Name, u.Size, int64(u.Until))
}

const uploadColumns = `id, owner, network, meeting, name, size, has, hash, until`

// Upload returns an upload that is not forgotten at a moment.
func (s *Store) Upload(ctx context.Context, id meetings.ID, now meetings.Instant) (u meetings.Upload, err error) {
	defer meetings.Wrap(&err, "read an upload")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return scanUpload(s.reads.QueryRowContext(ctx, `SELECT `+uploadColumns+` FROM upload WHERE id = $1 AND until > $2 AND dropped = 0`, string(id), int64(now)).Scan)
}

// TakeUpload returns an upload, and keeps others from changing it meanwhile.
func (t *Tx) TakeUpload(id meetings.ID, now meetings.Instant) (u meetings.Upload, err error) {
	defer meetings.Wrap(&err, "take an upload")
	return scanUpload(t.row(`UPDATE upload SET has = has WHERE id = $1 AND until > $2 AND dropped = 0 RETURNING `+uploadColumns, string(id), int64(now)).Scan)
}

func scanUpload(scan scanner) (u meetings.Upload, err error) {
	var id, meeting string
	var until int64
	err = scan(&id, &u.Owner, &u.Network, &meeting, &u.Name, &u.Size, &u.Has, &u.Hash, &until)
	u.ID, u.Meeting, u.Until = meetings.ID(id), meetings.ID(meeting), meetings.Instant(until)
	return u, unknown(err, "Uppladdningen finns inte kvar. Välj filen igen.", "The upload is no longer there. Choose the file again.")
}

// AddPart keeps that a part of an upload has come in, after all that it has.
func (t *Tx) AddPart(id meetings.ID, at, size int64, until meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "add a part to an upload")
	if err := t.exec(`INSERT INTO upload_part (upload, at, size) VALUES ($1, $2, $3)`, string(id), at, size); err != nil {
		return err
	}
	return t.exec(`UPDATE upload SET has = $2, until = $3 WHERE id = $1`, string(id), at+size, int64(until))
}

// Parts returns how many bytes each part of an upload has, in their order.
func (s *Store) Parts(ctx context.Context, id meetings.ID) (sizes []int64, err error) {
	defer meetings.Wrap(&err, "read the parts of an upload")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT size FROM upload_part WHERE upload = $1 ORDER BY at`, []any{string(id)}, func(scan scanner) error {
		var size int64
		err := scan(&size)
		sizes = append(sizes, size)
		return err
	})
	return sizes, err
}

// HasPart reports whether a part of an upload is kept.
func (s *Store) HasPart(ctx context.Context, id meetings.ID, at, size int64) (has bool, err error) {
	defer meetings.Wrap(&err, "look for a part of an upload")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT 1 FROM upload_part WHERE upload = $1 AND at = $2 AND size = $3`, []any{string(id), at, size}, func(scanner) error {
		has = true
		return nil
	})
	return has, err
}

// FinishUpload keeps that an upload is whole, and until when its file waits to be
// referred to.
func (t *Tx) FinishUpload(id meetings.ID, hash string, until meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "finish an upload")
	return errors.Join(
		t.exec(`UPDATE upload SET hash = $2, has = size, until = $3 WHERE id = $1`, string(id), hash, int64(until)),
		t.exec(`DELETE FROM upload_part WHERE upload = $1`, string(id)))
}

// DropUpload forgets an upload.
func (t *Tx) DropUpload(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "drop an upload")
	return errors.Join(
		t.exec(`DELETE FROM upload WHERE id = $1`, string(id)),
		t.exec(`DELETE FROM upload_part WHERE upload = $1`, string(id)))
}

// CancelUpload forgets an upload for whoever sent it. One that is whole has taken its
// room, and is counted until its time.
func (t *Tx) CancelUpload(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "cancel an upload")
	return errors.Join(
		t.exec(`UPDATE upload SET dropped = 1 WHERE id = $1 AND hash <> ''`, string(id)),
		t.exec(`DELETE FROM upload WHERE id = $1 AND hash = ''`, string(id)),
		t.exec(`DELETE FROM upload_part WHERE upload = $1`, string(id)))
}

// LateUploads returns the uploads that are past their time, at most 100 at once.
func (s *Store) LateUploads(ctx context.Context, now meetings.Instant) (ids []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read which uploads are past their time")
	return texts[meetings.ID](ctx, s, `SELECT id FROM upload WHERE until <= $1 LIMIT 100`, int64(now))
}
