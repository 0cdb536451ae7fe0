// This file runs a whole process and says what it took.

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// cost is what one process took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

// folder says whether a process finds the folder it runs in as it was left.
type folder bool

const (
	fresh folder = false
	kept  folder = true
)

// process runs a program in the folder dir and returns what that took.
//
// On Linux a child's ru_maxrss is at least what its parent had resident when it
// started it. So this program stays small: what needs memory has a process of
// its own, see multiply.go, or comes last, as the validators do.
func process(dir string, f folder, name string, args ...string) (cost, error) {
	if f == fresh {
		if err := os.RemoveAll(dir); err != nil {
			return cost{}, err
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return cost{}, err
	}
	var stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stderr = dir, &stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", cmd, err, stderr.Bytes())
	}
	state := cmd.ProcessState
	return cost{
		wall: wall,
		cpu:  state.UserTime() + state.SystemTime(),
		peak: state.SysUsage().(*syscall.Rusage).Maxrss << 10,
	}, nil
}

// contender is something to measure.
type contender struct {
	name string
	run  func() (cost, error)
}

// runs are those of one contender.
type runs struct {
	name  string
	costs []cost
}

// alternate runs all contenders once to warm the caches, and then so many
// rounds, one after the other in each. The answer is in the order given.
func alternate(rounds int, contenders ...contender) ([]runs, error) {
	all := make([]runs, len(contenders))
	for round := range rounds + 1 {
		for i, c := range contenders {
			took, err := c.run()
			if err != nil {
				return nil, err
			}
			all[i].name = c.name
			if round > 0 {
				all[i].costs = append(all[i].costs, took)
			}
		}
	}
	return all, nil
}

func (r runs) wall() spread { return r.spread(func(c cost) float64 { return c.wall.Seconds() }) }
func (r runs) cpu() spread  { return r.spread(func(c cost) float64 { return c.cpu.Seconds() }) }
func (r runs) peak() spread { return r.spread(func(c cost) float64 { return float64(c.peak) / 1e6 }) }

func (r runs) spread(figure func(cost) float64) spread {
	var all []float64
	for _, c := range r.costs {
		all = append(all, figure(c))
	}
	slices.SortFunc(all, cmp.Compare)
	return spread{median(all), all[0], all[len(all)-1]}
}

// spread is how the figures of several runs lie.
type spread struct{ median, least, most float64 }

// Format prints the median and, in brackets, the least and the greatest.
func (s spread) Format(f fmt.State, verb rune) {
	number := fmt.FormatString(f, verb)
	fmt.Fprintf(f, number+" ("+number+"–"+number+")", s.median, s.least, s.most)
}

// median is that of figures in order.
func median(figures []float64) float64 {
	n := len(figures)
	return (figures[(n-1)/2] + figures[n/2]) / 2
}
