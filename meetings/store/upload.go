package store

import (
	"context"
	"errors"

	"ringain/meetings"
)

// FileRoom is how many bytes files take: of one owner since their uploads were last
// forgotten, of one meeting, and of all.
type FileRoom struct{ Owner, Meeting, All int64 }

// FileRoom counts what files take, with what has come of those on their way in: what is
// only announced takes no room from anybody.
func (t *Tx) FileRoom(owner string, meeting meetings.ID) (r FileRoom, err error) {
	defer meetings.Wrap(&err, "count the room that files take")
	err = t.row(`SELECT
		(SELECT CAST(COALESCE(SUM(CASE hash WHEN '' THEN has ELSE size END), 0) AS BIGINT) FROM upload WHERE owner = $1),
		(SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM file WHERE $2 <> '' AND hash IN (SELECT hash FROM file_use WHERE meeting = $2)) +
		(SELECT CAST(COALESCE(SUM(CASE hash WHEN '' THEN has ELSE size END), 0) AS BIGINT) FROM upload WHERE $2 <> '' AND meeting = $2 AND hash NOT IN (SELECT hash FROM file_use WHERE meeting = $2)),
		(SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM file) + (SELECT CAST(COALESCE(SUM(has), 0) AS BIGINT) FROM upload WHERE hash = '')`,
		owner, string(meeting)).Scan(&r.Owner, &r.Meeting, &r.All)
	return r, err
}

// BeginUpload keeps that a file is on its way in.
func (t *Tx) BeginUpload(u meetings.Upload) (err error) {
	defer meetings.Wrap(&err, "begin an upload")
	return t.exec(`INSERT INTO upload (id, owner, meeting, name, size, has, hash, until) VALUES ($1, $2, $3, $4, $5, 0, '', $6)`,
		string(u.ID), u.Owner, string(u.Meeting), u.Name, u.Size, int64(u.Until))
}

const selectUpload = `SELECT id, owner, meeting, name, size, has, hash, until FROM upload WHERE `

// Upload returns an upload that is not forgotten at a moment.
func (s *Store) Upload(ctx context.Context, id meetings.ID, now meetings.Instant) (u meetings.Upload, err error) {
	defer meetings.Wrap(&err, "read an upload")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return scanUpload(s.reads.QueryRowContext(ctx, selectUpload+`id = $1 AND until > $2`, string(id), int64(now)).Scan)
}

// TakeUpload returns an upload, and keeps others from changing it meanwhile.
func (t *Tx) TakeUpload(id meetings.ID, now meetings.Instant) (u meetings.Upload, err error) {
	defer meetings.Wrap(&err, "take an upload")
	return scanUpload(t.row(`UPDATE upload SET has = has WHERE id = $1 AND until > $2
		RETURNING id, owner, meeting, name, size, has, hash, until`, string(id), int64(now)).Scan)
}

func scanUpload(scan scanner) (u meetings.Upload, err error) {
	var id, meeting string
	var until int64
	err = scan(&id, &u.Owner, &meeting, &u.Name, &u.Size, &u.Has, &u.Hash, &until)
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

// LateUploads returns the uploads that are past their time, at most 100 at once.
func (s *Store) LateUploads(ctx context.Context, now meetings.Instant) (ids []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read which uploads are past their time")
	return texts[meetings.ID](ctx, s, `SELECT id FROM upload WHERE until <= $1 LIMIT 100`, int64(now))
}
