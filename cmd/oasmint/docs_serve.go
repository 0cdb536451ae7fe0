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
	Port int  `placeholder:"PORT" help:"Listen on PORT of 127.0.0.1; by default on one that is free."`
	Open bool `help:"Open the browser."`
}

// Run serves the site on loopback until a signal ends it, and makes it again
// when what it is made from changes. The command fails where the
// first site cannot be made; later errors are printed, and shown in the browser.
func (c *docsServeCmd) Run(s *session) error {
	w, err := s.newWatcher(&jobFlags{sourceFlags: c.sourceFlags})
	if err != nil {
		return err
	}
	defer w.notify.Close()
	var server *site.Server
	build := func() (string, error) {
		files, _, err := s.site(&c.siteFlags, goapi.Published{}, true, "")
		switch {
		case err == nil && server == nil:
			server = site.NewServer(files)
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
	if c.Open {
		if err := openBrowser(url); err != nil {
			s.note("the browser cannot be opened: %v", err)
		}
	}
	return s.serve(listener, &http.Server{Handler: server}, func() error { return w.loop(build) })
}
