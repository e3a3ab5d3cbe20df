package store_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestNodesOfBeforeGoOnWithANewerSchema holds the rule of migrate.go: a file of the schema
// only adds, unless it says that every node is to be stopped first.
func TestNodesOfBeforeGoOnWithANewerSchema(t *testing.T) {
	files, err := filepath.Glob("schema/*.sql")
	must(t, err)
	comment, table := regexp.MustCompile(`(?m)--.*$`), regexp.MustCompile(`CREATE TABLE (\w+)`)
	added := regexp.MustCompile(`^ALTER TABLE\s+\w+\s+ADD COLUMN \w+\s+\w+\s+NOT NULL DEFAULT `)
	index := regexp.MustCompile(`^CREATE (UNIQUE )?INDEX \w+\s+ON (\w+)`)
	looked := 0
	for _, file := range files {
		body, err := os.ReadFile(file)
		must(t, err)
		if filepath.Base(file) < "0030" || strings.HasPrefix(string(body), "-- Stop every node first.") {
			continue // before there was a first release, nothing had to be upgraded
		}
		made := map[string]bool{}
		for _, m := range table.FindAllStringSubmatch(string(body), -1) {
			made[m[1]] = true
		}
		for statement := range strings.SplitSeq(comment.ReplaceAllString(string(body), ""), ";") {
			statement = strings.TrimSpace(statement)
			of := index.FindStringSubmatch(statement)
			switch {
			case statement == "", strings.HasPrefix(statement, "CREATE TABLE "), added.MatchString(statement):
			case of != nil && (of[1] == "" || made[of[2]]):
			default:
				t.Errorf("%s: nodes of before might not go on after this: see migrate.go\n%s", file, statement)
			}
			looked++
		}
	}
	if looked < 20 {
		t.Errorf("only %d statements were looked at", looked)
	}
}
