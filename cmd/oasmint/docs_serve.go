// This file is the command docs serve.

package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/generator/site"
)

type docsServeCmd struct {
	siteFlags
	tryFlags
	Port int  `placeholder:"PORT" help:"Listen on PORT of 127.0.0.1; by default on one that is free."`
	Open bool `help:"Open the browser."`
}

// Run serves the site on loopback until a signal ends it, and makes it again
// when what it is made from changes. The command fails where the
// first site cannot be made; later errors are printed, and shown in the browser. With
// --try, a mock of the document is served beside it.
func (c *docsServeCmd) Run(s *session) error {
	opts := site.Options{Live: true}
	var err error
	if opts.Try, err = c.tryFlags.options(); err != nil {
		return err
	}
	var mock *tryMock
	if opts.Try != nil {
		if mock, err = newTryMock(); err != nil {
			return err
		}
		defer mock.listener.Close()
		opts.Try.Mock = mock.url()
	}
	w, err := s.newWatcher(&jobFlags{sourceFlags: c.sourceFlags})
	if err != nil {
		return err
	}
	defer w.notify.Close()
	var server *site.Server
	build := func() (string, error) {
		files, result, err := s.site(&c.siteFlags, goapi.Published{}, opts)
		if err == nil && mock != nil {
			mock.update(result.API)
		}
		switch {
		case err == nil && server == nil:
			server = site.NewServer(files, mock != nil)
		case err == nil:
			server.Update(files)
		case server != nil:
			server.Fail(err.Error())
		}
		return "made " + plural.Of(len(files), "file", "files"), err
	}
	if _, err := w.record(build); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(c.Port)))
	if err != nil {
		return fmt.Errorf("port %d cannot be had: %w\n\tchoose another by --port, or leave that out", c.Port, errors.Unwrap(err))
	}
	url := fmt.Sprintf("http://%s/", listener.Addr())
	fmt.Fprintf(s.stdout, "%s (Ctrl-C ends it)\n", url)
	if mock != nil {
		fmt.Fprintf(s.stdout, "%s (a mock, for \"Try it\")\n", mock.url())
	}
	if c.Open {
		if err := openBrowser(url); err != nil {
			s.note("the browser cannot be opened: %v", err)
		}
	}
	wait := func() error { return w.loop(build) }
	if mock != nil {
		loop := wait
		wait = func() error {
			return s.serve(mock.listener, mockServer(&mock.current, site.Alone), loop)
		}
	}
	return s.serve(listener, &http.Server{Handler: server}, wait)
}
