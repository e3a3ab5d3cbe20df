package redistest

import "syscall"

// childOf has the kernel kill the server when the test dies without cleaning up.
func childOf() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
