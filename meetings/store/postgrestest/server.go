// Package postgrestest starts real, private PostgreSQL servers for tests and
// for the load generator, on Linux.
//
// A server is a child of the process that started it, listens on loopback and a
// socket directory of its own, and asks for a password that only its URL knows.
// PostgreSQL refuses to run as root, so root runs it as nobody. When the process
// ends, however it ends, the server dies with it and its files are removed.
//
// A test that needs a database asks Database for one. A test that kills,
// restarts or stops the server has one to itself, from Start.
package postgrestest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// patience is how long a server may take to start or to stop.
const patience = 30 * time.Second

// Server is one PostgreSQL server with its data. Its methods are not for
// concurrent use, except URL and Create.
type Server struct {
	bin      string // where initdb, postgres and createdb are
	dir      string // holds data, the socket and the log; removed by keeper
	port     string
	password string
	made     atomic.Int64 // databases created

	postgres *exec.Cmd // nil while the server is down
	gone     *os.File  // ends when the last process of the server has

	keeper *exec.Cmd // nil when the files are removed
	held   *os.File  // keeper waits while anybody has this open
}

// Launch makes a new server with an empty database and waits until it answers.
// Whoever calls it calls Stop. Tests use Start.
func Launch() (s *Server, err error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	s = &Server{bin: bin, password: rand.Text()}
	if s.dir, err = os.MkdirTemp("", "postgrestest-"); err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	if err = s.keep(); err != nil {
		return nil, errors.Join(fmt.Errorf("start PostgreSQL: %w", err), os.RemoveAll(s.dir))
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("start PostgreSQL: %w", err), s.Stop())
		}
	}()
	if err = s.initialise(); err != nil {
		return s, err
	}
	if s.port, err = freePort(); err != nil {
		return s, err
	}
	return s, s.start()
}

// URL is the address of the server's first database.
func (s *Server) URL() string { return s.address("postgres") }

// Create makes an empty database and returns its address.
func (s *Server) Create() (string, error) {
	name := fmt.Sprintf("test_%d", s.made.Add(1))
	cmd := exec.Command(filepath.Join(s.bin, "createdb"), "--host", s.dir, "--port", s.port, "--username", "test", name)
	cmd.Env = append(environment(), "PGPASSWORD="+s.password)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("create database %s: %w: %s", name, err, out)
	}
	return s.address(name), nil
}

// Do runs one of the programs that come with PostgreSQL, such as pg_dump.
func (s *Server) Do(program string, args ...string) error {
	cmd := exec.Command(filepath.Join(s.bin, program), args...)
	cmd.Env = environment()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, out)
	}
	return nil
}

// Kill ends every process of the server at once, as a power cut would, and
// returns when they are gone. The data stays for Restart.
func (s *Server) Kill() error {
	if s.postgres == nil {
		return nil
	}
	// Each backend is a process group of its own, so one signal does not reach
	// them all. While the postmaster is stopped it starts no more of them.
	pid := s.postgres.Process.Pid
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		return fmt.Errorf("kill PostgreSQL: %w", err)
	}
	for _, child := range children(pid) {
		_ = syscall.Kill(child, syscall.SIGKILL) // it may have ended by itself
	}
	return s.end(syscall.SIGKILL)
}

// Restart starts the server again with the same data on the same port, after
// Kill or, when it is running, after an orderly end.
func (s *Server) Restart() error {
	if err := s.end(syscall.SIGINT); err != nil {
		return err
	}
	return s.start()
}

// Stop ends the server, its clients' sessions with it, and removes its files.
func (s *Server) Stop() error {
	err := s.end(syscall.SIGINT)
	if err != nil {
		err = errors.Join(err, s.Kill())
	}
	if s.keeper == nil {
		return err
	}
	err = errors.Join(err, s.held.Close(), s.keeper.Wait())
	s.keeper = nil
	return err
}

// keep starts a shell that removes the files as soon as neither this process nor
// any process of the server is left, however they ended.
func (s *Server) keep() error {
	wait, held, err := os.Pipe()
	if err != nil {
		return err
	}
	defer wait.Close()
	s.keeper = exec.Command("/bin/sh", "-c", `cat; exec rm -rf "$0"`, s.dir)
	s.keeper.Stdin, s.held = wait, held
	s.keeper.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // out of reach of Ctrl-C
	return s.keeper.Start()
}

// initialise makes the data directory.
func (s *Server) initialise() error {
	secret := filepath.Join(s.dir, "password")
	if err := os.WriteFile(secret, []byte(s.password), 0o600); err != nil {
		return err
	}
	cmd := s.command("initdb", "--pgdata", s.data(), "--username", "test", "--pwfile", secret,
		"--auth", "scram-sha-256", "--no-locale", "--encoding", "UTF8", "--data-checksums", "--no-sync")
	if user := cmd.SysProcAttr.Credential; user != nil {
		for _, name := range []string{s.dir, secret} {
			if err := os.Chown(name, int(user.Uid), int(user.Gid)); err != nil {
				return err
			}
		}
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return nil
}

// start starts the postmaster and waits until it takes connections.
func (s *Server) start() error {
	log, err := os.Create(s.log())
	if err != nil {
		return err
	}
	defer log.Close()
	gone, alive, err := os.Pipe()
	if err != nil {
		return err
	}
	defer alive.Close()
	cmd := s.command("postgres", "-D", s.data(), "-p", s.port, "-k", s.dir,
		"-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300")
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{alive, s.held} // inherited by every process of the server
	if err := cmd.Start(); err != nil {
		return errors.Join(err, gone.Close())
	}
	s.postgres, s.gone = cmd, gone
	return s.ready()
}

// ready waits until the postmaster says in its lock file that it is ready, which
// is what pg_ctl does: line 1 is its process, line 8 its state. Clients that come
// before that are turned away, which the log calls fatal; what is fatal is that the
// postmaster has ended.
func (s *Server) ready() error {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		lock, _ := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
		lines := strings.Split(string(lock), "\n")
		if len(lines) > 7 && lines[0] == strconv.Itoa(s.postgres.Process.Pid) && strings.TrimSpace(lines[7]) == "ready" {
			return nil
		}
		if err := s.gone.SetReadDeadline(time.Now().Add(5 * time.Millisecond)); err != nil {
			return err
		}
		if _, err := s.gone.Read(make([]byte, 1)); errors.Is(err, io.EOF) {
			log, _ := os.ReadFile(s.log())
			return fmt.Errorf("PostgreSQL gave up: %s", log)
		}
	}
	return fmt.Errorf("PostgreSQL is not ready after %v", patience)
}

// end sends a signal to the postmaster and waits until the last process of the
// server is gone.
func (s *Server) end(sig syscall.Signal) error {
	if s.postgres == nil {
		return nil
	}
	if err := s.postgres.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stop PostgreSQL: %w", err)
	}
	if err := s.gone.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return fmt.Errorf("stop PostgreSQL: %w", err)
	}
	if _, err := io.Copy(io.Discard, s.gone); err != nil {
		return fmt.Errorf("stop PostgreSQL: still running after %v: %w", patience, err)
	}
	_ = s.postgres.Wait() // how it ended is what we asked for
	s.postgres = nil
	return s.gone.Close()
}

// command is one of PostgreSQL's programs, run as a user it accepts, that dies
// with this process.
func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir, cmd.Env = s.dir, environment()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: 65534, Gid: 65534}
	}
	return cmd
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }
func (s *Server) log() string  { return filepath.Join(s.dir, "log") }

func (s *Server) address(database string) string {
	return (&url.URL{
		Scheme: "postgres", User: url.UserPassword("test", s.password),
		Host: net.JoinHostPort("127.0.0.1", s.port), Path: "/" + database, RawQuery: "sslmode=disable",
	}).String()
}
