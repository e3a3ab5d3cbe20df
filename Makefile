# make         bin/ringain, with what the browser loads inside it
# make run     the sample season on http://127.0.0.1:8080
# make dev     the same, built and started again at every change
# make test    every test there is; installs what they need
# make check   style, rules and generated files; check-long tells ten times as many histories of calendars,
#              fifty times as many sessions of notes, composes a thousand words, and kills 200 times while notes are written, and letters sent (about an hour)
# make chaos   ROUNDS=20 of faults from SEED=1 under load, on one node with SQLite and on two with PostgreSQL and Redis:
#              nothing that was acknowledged may be lost or come twice
# make fuzz    reads what nobody would send, for a minute at each place where something comes from outside
# make bench   benchmarks, load beside what this machine can do at all (BENCH="w1 w3" for some of it), the shared notes beside
#              other engines and servers, and as they are felt in browsers
SERVE     = bin/ringain serve --addr 127.0.0.1:8080 --data data --sample
TOOL      = go tool -modfile=deploy/tools/go.mod
PACKAGES  = client/node_modules/.package-lock.json
PEERS     = server/bench/peers/node_modules/.package-lock.json
BUNDLE    = client/dist/manifest.json
GENERATED = find meetings notify server client/src deploy -name '*_templ.go' -o -name wire.ts -o -name CONFIG.md
SEARCH    = grep -rnE --exclude-dir=node_modules --exclude-dir=dist

build: $(BUNDLE)
	go build -o bin/ringain ./server
$(BUNDLE): $(PACKAGES) $(shell find client/src client/build -type f) $(wildcard client/words*.go)
	go run ./client/build
	@touch $@
$(PACKAGES): client/package.json client/package-lock.json
	cd client && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(PEERS): server/bench/peers/package.json server/bench/peers/package-lock.json
	cd server/bench/peers && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

run: build
	$(SERVE)
dev: $(PACKAGES)
	go build -o bin/bundle ./client/build
	@TEMPL="$(TOOL) templ generate -lazy -log-level warn" SERVE="$(SERVE)" deploy/dev

test:
	deploy/setup
	$(MAKE) build check
	go test -timeout 10m ./...
	cd client && npm test && npm run e2e

check: generated
	@gofmt -l meetings notify server client/*.go client/build | { ! grep .; }
	go vet ./...
	$(TOOL) staticcheck ./...
	go test -run Level ./server/node
	cd client && npm run check
	@$(SEARCH) --include=*.go --include=*.templ --exclude=*_templ.go 'templ\.(SafeURL|Raw)\b|EnableCompression' server notify | { ! grep .; }
	@$(SEARCH) --include=*.go --exclude-dir=live 'CheckOrigin' server | { ! grep .; }
	@$(SEARCH) '(^|[^[:alnum:]_.-])/(home|root|work|Users)/' README.md client deploy meetings notify server | { ! grep .; }
	@$(SEARCH) '"resolved"' client/package-lock.json server/bench/peers/package-lock.json | { ! grep .; }
check-long: build
	go test -timeout 2h -run AnyHistory ./server/feed -rapid.checks=1000
	go test -timeout 4h -run 'Differential|Malformed' ./meetings/ydoc -sessions 100000 -malformed 100000
	RINGAIN_TEST_ROUNDS=200 go test -timeout 2h -run 'NothingSeenInTheNotes|ManyWhoAsk|NoLetterIsLost' ./server/e2e
	RINGAIN_TEST_ROUNDS=200 go test -timeout 1h -run 'BrokenOnPurpose|RestartedInTurn' ./server/chaos
	cd client && npx playwright test -c e2e/long.config.ts
fuzz: # everything that reads what comes from outside, for TIME (1m) each
	@$(SEARCH) --include=*_test.go -o 'func Fuzz[A-Za-z]+' meetings notify server | sed 's|\(.*\)/.*func |./\1 |' | sort | while read -r folder target; do \
		go test $$folder -run '^$$' -fuzz "^$$target\$$" -fuzztime $(or $(TIME),1m) </dev/null || exit 1; done
generate:
	$(TOOL) templ generate -log-level warn
	go generate ./...
generated: # generate, and fail if that changed anything
	@before=$$($(GENERATED) | sort | xargs cksum); $(MAKE) generate; test "$$before" = "$$($(GENERATED) | sort | xargs cksum)" || \
	{ echo "generated files were out of date; now they are not: commit them" >&2; exit 1; }

bench: build $(PEERS)
	go test -run '^$$' -bench . -benchtime 200ms ./...
	go run ./server/bench notes
	cd client && npm run figures
	go run ./server/bench $(BENCH)
chaos: build
	go build -o bin/chaos ./server/chaos
	bin/chaos -seed $(or $(SEED),1) -rounds $(or $(ROUNDS),20)
clean:
	rm -rf bin client/node_modules server/bench/peers/node_modules && find client/dist -type f ! -name .gitignore -delete
.DELETE_ON_ERROR:
.PHONY: build run dev test check check-long fuzz generate generated bench chaos clean
