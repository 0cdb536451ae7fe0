// This file is the command completion. The completions themselves come from
// kongplete, which reads the command line that the shell puts into COMP_LINE.

package main

import "fmt"

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help says where the script goes. Kong shows it below the command's usage.
func (c *completionCmd) Help() string {
	return `Let your shell read it when it starts:

    bash    eval "$(oasmint completion bash)"       in ~/.bashrc
    zsh     eval "$(oasmint completion zsh)"        in ~/.zshrc
    fish    oasmint completion fish | source        in ~/.config/fish/config.fish`
}

var completions = map[string]string{
	"bash": `complete -o default -C oasmint oasmint
`,
	"zsh": `autoload -U +X bashcompinit && bashcompinit
complete -o default -C oasmint oasmint
`,
	"fish": `function __complete_oasmint
    set -lx COMP_LINE (commandline -cp)
    test -z (commandline -ct); and set COMP_LINE "$COMP_LINE "
    oasmint
end
complete -c oasmint -a "(__complete_oasmint)"
`,
}

// Run prints the script.
func (c *completionCmd) Run(s *session) error {
	_, err := fmt.Fprint(s.stdout, completions[c.Shell])
	return err
}
