// The lexers of the languages that are highlighted: files of chroma's package
// lexers (MIT, lexers/COPYING), which puts all its 270 languages into a program
// and reads them when it starts. Two files are made from what it has: go.xml
// from Go code, and go_raw_string.xml, its Go templates with all other text as
// a string.

package site

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/alecthomas/chroma/v2"
)

//go:embed lexers/*.xml
var lexerFiles embed.FS

// lexers returns the lexers, which know each other: HTML has scripts in it.
var lexers = sync.OnceValue(func() *chroma.LexerRegistry {
	all := chroma.NewLexerRegistry()
	files, err := fs.Glob(lexerFiles, "lexers/*.xml")
	if err != nil {
		panic(err) // the pattern is malformed
	}
	for _, file := range files {
		all.Register(chroma.MustNewXMLLexer(lexerFiles, file))
	}
	return all
})
