package postgrestest

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// binaries finds PostgreSQL's programs: the newest version where Debian keeps
// them, which is not in PATH, or else what PATH leads to.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return cmp.Compare(version(a), version(b)) })), nil
	}
	name, err := exec.LookPath("postgres")
	if err != nil {
		return "", errors.New("postgres is missing: run deploy/setup")
	}
	if name, err = filepath.EvalSymlinks(name); err != nil {
		return "", err
	}
	return filepath.Dir(name), nil
}

// version is the number in /usr/lib/postgresql/15/bin/postgres.
func version(name string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(name))))
	return n
}

// environment is what PostgreSQL's programs may know: nothing of the user's own
// settings, and messages in English.
func environment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
}

// freePort is a port on loopback that nobody listened on a moment ago. It lies
// below those that Linux gives to outgoing connections, so that none of them,
// not even one trying to reach the server while it is down, can take it.
func freePort() (port string, err error) {
	for range 20 {
		port = strconv.Itoa(15000 + rand.IntN(15000))
		var l net.Listener
		if l, err = net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			return port, l.Close()
		}
	}
	return "", err
}

// children are the processes whose parent is pid.
func children(pid int) (found []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		stat, _ := os.ReadFile(name) // pid (name) state parent …; empty when it has ended
		_, rest, _ := strings.Cut(string(stat), ") ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == strconv.Itoa(pid) {
			child, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
			found = append(found, child)
		}
	}
	return found
}
