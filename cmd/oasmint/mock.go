// This file is the command mock.

package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/mock"
	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/generator/site"
)

type mockCmd struct {
	document
	sourceFlags
	Addr  string `placeholder:"HOST:PORT" default:"127.0.0.1:0" help:"Listen there; by default on a port of 127.0.0.1 that is free."`
	CORS  bool   `name:"cors" help:"Let pages of any origin call it."`
	Watch bool   `help:"Read the document again whenever it changes."`
}

// Run serves the API until a signal ends it. The command fails where the document cannot
// be read; with --watch, a later error is printed, and the API stays what it was.
func (c *mockCmd) Run(s *session) error {
	if err := c.sourceFlags.document(c.document); err != nil {
		return err
	}
	if c.Watch && c.Spec == "-" {
		return usagef("--watch cannot watch standard input")
	}
	var current atomic.Pointer[mock.Handler]
	build := func() (string, error) {
		handler, served, err := c.handler(s)
		if err == nil {
			current.Store(handler)
		}
		return "serving " + plural.Of(served, "operation", "operations"), err
	}
	first := build
	wait := func() error { <-s.ctx.Done(); return nil }
	if c.Watch {
		w, err := s.newWatcher(&jobFlags{sourceFlags: c.sourceFlags})
		if err != nil {
			return err
		}
		defer w.notify.Close()
		first = func() (string, error) { return w.record(build) }
		wait = func() error { return w.loop(build) }
	}
	outcome, err := first()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		var at *net.OpError
		if errors.As(err, &at) {
			err = at.Err
		}
		return fmt.Errorf("%s cannot be had: %w\n\tchoose another by --addr", c.Addr, err)
	}
	fmt.Fprintf(s.stdout, "http://%s (Ctrl-C ends it)\n", listener.Addr())
	s.summary("%s", outcome)
	at, _ := listener.Addr().(*net.TCPAddr)
	alone := ""
	if at != nil && at.IP.IsLoopback() {
		alone = site.Alone + "; --addr lets it listen for others"
	}
	return s.serve(listener, mockServer(&current, alone), wait)
}

// mockServer serves the API that a pointer leads to: where alone says so to others, to this
// machine alone.
func mockServer(current *atomic.Pointer[mock.Handler], alone string) *http.Server {
	return &http.Server{ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if alone != "" && !site.IsLoopback(r.Host) { // a name on the Internet that resolves to this machine (DNS rebinding)
			http.Error(w, alone, http.StatusForbidden)
			return
		}
		current.Load().ServeHTTP(w, r)
	})}
}

// handler makes the handler of the document, and says how many operations it serves.
func (c *mockCmd) handler(s *session) (*mock.Handler, int, error) {
	job, err := s.job(&jobFlags{sourceFlags: c.sourceFlags})
	if err != nil {
		return nil, 0, err
	}
	t := job.targets[0]
	for _, other := range job.targets {
		if other.Spec != t.Spec {
			return nil, 0, usagef("%s has several documents\n\tname the one to serve: oasmint mock FILE", config.FileName)
		}
	}
	t.Sections = generator.NewTarget("", nil).Sections // no choice of an emitter counts
	result, err := s.model(job, t, goapi.Published{})
	if err != nil {
		return nil, 0, err
	}
	var diags diag.List
	log := func(l mock.Line) {
		fmt.Fprintf(s.stdout, "%s %s %d %s\n", l.Method, l.Path, l.Status, l.Took.Round(time.Microsecond))
	}
	handler := mock.New(result.API, mock.Options{CORS: c.CORS, Log: log}, &diags)
	s.diagnostics(&diags)
	return handler, handler.Operations(), nil
}
