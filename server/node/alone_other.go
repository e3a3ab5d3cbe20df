//go:build !unix

package node

// alone cannot see here whether another program serves from a data folder.
func alone(string) (release func() error, err error) { return func() error { return nil }, nil }
