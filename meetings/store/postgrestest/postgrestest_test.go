package postgrestest_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"ringain/meetings/store/postgrestest"
)

func TestWhatWasCommittedIsThereAfterAKill(t *testing.T) {
	s := postgrestest.Start(t)
	conn := connect(t, s.URL())
	run(t, conn, "CREATE TABLE meeting (title text)")
	run(t, conn, "INSERT INTO meeting VALUES ('Vatten')")

	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := conn.Ping(t.Context()); err == nil {
		t.Error("a killed server answers")
	}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	if got := titles(t, connect(t, s.URL())); got != 1 {
		t.Errorf("%d meetings after the kill, want 1", got)
	}
}

func TestARunningServerRestartsInOrder(t *testing.T) {
	s := postgrestest.Start(t)
	run(t, connect(t, s.URL()), "CREATE TABLE meeting AS SELECT 'Vatten' AS title")
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	if got := titles(t, connect(t, s.URL())); got != 1 {
		t.Errorf("%d meetings after the restart, want 1", got)
	}
}

func TestEachTestHasADatabaseOfItsOwn(t *testing.T) {
	for range 2 {
		run(t, connect(t, postgrestest.Database(t)), "CREATE TABLE meeting (title text)")
	}
}

func TestNobodyEntersWithoutThePassword(t *testing.T) {
	config, err := pgx.ParseConfig(postgrestest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	config.Password = "guess"
	if conn, err := pgx.ConnectConfig(t.Context(), config); err == nil {
		_ = conn.Close(t.Context())
		t.Error("a wrong password was accepted")
	}
}

func TestStopTwiceIsStopOnce(t *testing.T) {
	s := postgrestest.Start(t)
	for range 2 {
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
	}
}

// The test runs itself as another process that starts a server, says where it
// keeps its files and is then killed.
func TestNothingIsLeftWhenTheProcessIsKilled(t *testing.T) {
	if os.Getenv("POSTGRESTEST_CHILD") != "" {
		child(t)
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "POSTGRESTEST_CHILD=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 1000)
	n, err := out.Read(said)
	if err != nil {
		t.Fatal(err)
	}
	data := strings.TrimSpace(string(said[:n]))
	if _, err := os.Stat(data); err != nil {
		t.Fatalf("the other process said %q: %v", data, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if _, err := os.Stat(data); os.IsNotExist(err) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s is still there", data)
		}
	}
}

// child says where its server keeps its data, and waits to be killed.
func child(t *testing.T) {
	var data string
	if err := connect(t, postgrestest.Database(t)).QueryRow(t.Context(), "SHOW data_directory").Scan(&data); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stdout.WriteString(data + "\n"); err != nil {
		t.Fatal(err)
	}
	<-t.Context().Done()
}

func connect(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) }) // its server may be gone
	return conn
}

func run(t *testing.T, conn *pgx.Conn, statement string) {
	t.Helper()
	if _, err := conn.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func titles(t *testing.T, conn *pgx.Conn) (n int) {
	t.Helper()
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM meeting").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
