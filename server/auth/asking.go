package auth

import (
	"context"
	"net/http"
)

// Asking returns a request that stands for whoever makes r, for [Auth.Still] and
// [Auth.Ended], and holds nothing else of it. So it may be kept when r has been answered.
func Asking(r *http.Request) *http.Request {
	ctx := context.Background()
	if s, known := r.Context().Value(sessionKey{}).(session); known {
		ctx = context.WithValue(ctx, sessionKey{}, s)
	}
	return new(http.Request).WithContext(ctx)
}
