//go:build !linux

package redistest

import "syscall"

// childOf returns nothing: only Linux can tie a child's life to its parent's.
func childOf() *syscall.SysProcAttr { return nil }
