package main

import (
	"fmt"
	"os"
	"os/exec"
)

// docs measures the rendering of all pages of the Authlete document, in the
// process, by the benchmark that stands beside the renderer.
func docs(*tools) error {
	fmt.Printf("# docs: rendering all pages of the Authlete document, in the process\n\n")
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", "Render", "-benchtime", "20x", "-count", "3", "./generator/docs")
	cmd.Dir, cmd.Stdout, cmd.Stderr = "..", os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return err
	}
	fmt.Println()
	return nil
}
