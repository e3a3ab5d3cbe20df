// Package auth knows who is asking: sessions of participants and organisers, and
// the one-time links by which organisers sign in.
package auth
