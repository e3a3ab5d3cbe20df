package upload

import "context"

// ScanAll has the files looked at once, as Run does now and then.
func (u *Uploads) ScanAll(ctx context.Context) { u.scanAll(ctx) }
