// This file opens the browser.

package main

import (
	"os/exec"
	"runtime"
)

// openBrowser shows a URL in the browser that the system prefers.
func openBrowser(url string) error {
	command := []string{"xdg-open", url}
	switch runtime.GOOS {
	case "darwin":
		command[0] = "open"
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", url}
	}
	return exec.Command(command[0], command[1:]...).Start()
}
