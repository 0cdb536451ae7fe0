package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
)

// A worker is a process that runs one command line after another as oasmint would, each in
// a folder and an environment of its own: scripts have hundreds, and to start a process for
// each took longer than what they do.
type worker struct {
	cmd     *exec.Cmd
	stdin   io.Closer
	orders  *json.Encoder
	answers *json.Decoder
}

// workerVariable tells a test binary that it is a worker.
const workerVariable = "OASMINT_TEST_WORKER"

// order is a command line for a worker.
type order struct {
	Args, Env []string
	Dir       string
	Stdin     string
}

// answer is what came of an order.
type answer struct {
	Code           int
	Stdout, Stderr string
}

// work follows orders until they end.
func work(orders io.Reader, answers io.Writer) error {
	in, out := json.NewDecoder(orders), json.NewEncoder(answers)
	for {
		var o order
		if err := in.Decode(&o); err != nil {
			return err
		}
		if err := os.Chdir(o.Dir); err != nil {
			return err
		}
		os.Clearenv()
		for _, entry := range o.Env {
			name, value, _ := strings.Cut(entry, "=")
			if err := os.Setenv(name, value); err != nil {
				return err
			}
		}
		var stdout, stderr bytes.Buffer
		code := run(o.Args, strings.NewReader(o.Stdin), &stdout, &stderr, ".")
		if err := out.Encode(answer{code, stdout.String(), stderr.String()}); err != nil {
			return err
		}
	}
}

// workers are the processes that follow orders.
type workers struct {
	mu   sync.Mutex
	all  []*worker
	idle []*worker
}

// hand has a worker follow o. One that fails is not asked again.
func (p *workers) hand(o order) (answer, error) {
	w, err := p.take()
	if err != nil {
		return answer{}, err
	}
	if err := w.orders.Encode(o); err != nil {
		return answer{}, err
	}
	var a answer
	if err := w.answers.Decode(&a); err != nil {
		return answer{}, fmt.Errorf("the worker ended, see what it printed: %w", err)
	}
	p.mu.Lock()
	p.idle = append(p.idle, w)
	p.mu.Unlock()
	return a, nil
}

// take gives a worker that is idle, or a new one.
func (p *workers) take() (*worker, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if last := len(p.idle) - 1; last >= 0 {
		w := p.idle[last]
		p.idle = p.idle[:last]
		return w, nil
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), workerVariable+"=1")
	cmd.Stderr = os.Stderr
	orders, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	answers, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	w := &worker{cmd, orders, json.NewEncoder(orders), json.NewDecoder(answers)}
	p.all = append(p.all, w)
	return w, cmd.Start()
}

// end ends all of them.
func (p *workers) end() {
	for _, w := range p.all {
		w.stdin.Close()
		w.cmd.Wait()
	}
}
