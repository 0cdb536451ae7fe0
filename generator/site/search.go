// The index to search: the names and summaries of pages, and the words of their text.
// A large document has 7,000 schemas with 50,000 fields, so it is written in few bytes.

package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/visible"
)

// searchIndex is what the page's script reads.
type searchIndex struct {
	// Pages has a line for each page and each part of one, by tabs: the first letter
	// of its kind, its title, its path, and what is shown with it; of an operation its
	// operationId too. A part ("p") stands after its page, and has of its title what it
	// shares with that of the page as a number of letters in base 36, then the rest,
	// and of its path what comes after [docs.PartID].
	Pages string `json:"pages"`
	// Names and Words have a line for each wire name that pages tell about, and for each
	// other word of their text: the name or word, a space, and the numbers of the
	// pages in Pages, each as the distance to the one before (the first to -1); see
	// appendDistance.
	Names string `json:"names"`
	Words string `json:"words"`
}

const (
	shortestWord, longestWord = 3, 24 // letters of words that are in the index
	// commonWord is the share of all pages from which on a word tells none of them
	// apart, in a site that has more than fewPages.
	commonWord, fewPages = 0.2, 50
	// shownText is how many bytes of a summary are shown; its other words are found
	// as those of the page.
	shownText = 100
)

// addWords adds the words of a text.
func addWords(words map[string]bool, text []byte) {
	for word := range bytes.FieldsFuncSeq(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		if n := len(word); n >= shortestWord && n <= longestWord && !unicode.IsDigit(rune(word[0])) {
			words[string(bytes.ToLower(word))] = true
		}
	}
}

// searchFile is the index as a script, since pages opened from a folder may not read
// other files.
func (s *site) searchFile(contents []content) (File, error) {
	var pages []string
	names, words := postings{}, postings{}
	add := func(line []string, p *docs.Page, c content) {
		at, known := len(pages), strings.ToLower(strings.Join(line, " "))
		for _, name := range p.Names {
			if strings.EqualFold(name, p.Title) || p.Kind == docs.KindOperation {
				continue // the line has it
			}
			names.add(oneLine(name), at)
			known += " " + strings.ToLower(name)
		}
		for word := range c.words {
			if !strings.Contains(known, word) {
				words.add(word, at)
			}
		}
		pages = append(pages, strings.Join(line, "\t"))
	}
	for i, p := range s.pages {
		if p.Kind == docs.KindIndex || p.Kind == docs.KindSection {
			continue
		}
		line := []string{string(p.Kind[:1]), oneLine(p.Title), p.path, shown(p.Page)}
		if p.Kind == docs.KindOperation {
			line = []string{"o", oneLine(p.Title), p.path, oneLine(p.Names[1]), oneLine(p.Names[0])}
		}
		add(line, p.Page, contents[i])
		for j, part := range p.Parts {
			n := shared(oneLine(p.Title), oneLine(part.Title))
			title := strconv.FormatInt(int64(n), 36) + " " + oneLine(part.Title)[n:]
			add([]string{"p", title, strings.TrimPrefix(part.ID, docs.PartID), shown(part)}, part, contents[i].parts[j])
		}
	}
	if len(pages) > fewPages {
		maps.DeleteFunc(words, func(_ string, at []int) bool { return float64(len(at)) > commonWord*float64(len(pages)) })
	}
	data, err := json.Marshal(searchIndex{strings.Join(pages, "\n"), names.lines(), words.lines()})
	if err != nil {
		return File{}, fmt.Errorf("site: %w", err)
	}
	return File{"assets/search.js", []byte("searchIndex = " + string(visible.JSON(data)) + ";\n")}, nil
}

// shown is what the list of pages that were found says of a page below its title: the
// beginning of its summary, where that is not its title in other words.
func shown(p *docs.Page) string {
	text := oneLine(p.Summary)
	if strings.EqualFold(strings.ReplaceAll(strings.TrimSuffix(text, "."), " ", ""), p.Title) {
		return ""
	}
	if len(text) <= shownText {
		return text
	}
	end := strings.LastIndexByte(text[:shownText], ' ')
	if end < 0 {
		for end = shownText; !utf8.RuneStart(text[end]); {
			end--
		}
	}
	return text[:end] + "…"
}

// oneLine returns a text without what separates lines of the index and their parts.
func oneLine(text string) string {
	return strings.Map(func(c rune) rune {
		if c == '\t' || c == '\n' || c == '\r' {
			return ' '
		}
		return c
	}, text)
}

// shared returns the number of ASCII letters that two titles begin with.
func shared(a, b string) (n int) {
	for n < min(len(a), len(b)) && a[n] == b[n] && a[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// postings are the numbers of pages by a word, in rising order.
type postings map[string][]int

// add adds a page to those of a word, once.
func (p postings) add(word string, at int) {
	if old := p[word]; len(old) == 0 || old[len(old)-1] != at {
		p[word] = append(old, at)
	}
}

// lines writes them as [searchIndex] says, by words in order.
func (p postings) lines() string {
	var b []byte
	for i, word := range slices.Sorted(maps.Keys(p)) {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(append(b, word...), ' ')
		before := -1
		for _, at := range p[word] {
			b = appendDistance(b, at-before)
			before = at
		}
	}
	return string(b)
}

// digits write distances; none of them is escaped in JSON.
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"

// appendDistance writes a number by digits of five bits, the lowest first; all but the
// last have 32 added.
func appendDistance(b []byte, n int) []byte {
	for ; n >= 32; n >>= 5 {
		b = append(b, digits[n&31+32])
	}
	return append(b, digits[n])
}
