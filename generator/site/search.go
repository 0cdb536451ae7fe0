// The index to search: the names and summaries of pages, and the words of their text.

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

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/visible"
)

// searchIndex is what the page's script reads.
type searchIndex struct {
	Pages []docs.SearchEntry `json:"pages"`
	// Words has a line for each word of the text of pages that names and summaries do
	// not have: the word, and the numbers of the pages in Pages, each as the distance
	// to the one before (the first to -1), in base 36.
	Words string `json:"words"`
}

const (
	shortestWord, longestWord = 3, 24 // letters of words that are in the index
	// commonWord is the share of all pages from which on a word tells none of them
	// apart, in a site that has more than fewPages.
	commonWord, fewPages = 0.2, 50
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
func (s *site) searchFile(entries []docs.SearchEntry, contents []content) (File, error) {
	words := map[string]map[string]bool{}
	for i, p := range s.pages {
		words[p.path] = contents[i].words
	}
	data, err := json.Marshal(searchIndex{entries, prose(entries, words)})
	if err != nil {
		return File{}, fmt.Errorf("site: %w", err)
	}
	return File{"assets/search.js", []byte("searchIndex = " + string(visible.JSON(data)) + ";\n")}, nil
}

// prose is [searchIndex.Words], of the words that pages have by their paths.
func prose(entries []docs.SearchEntry, words map[string]map[string]bool) string {
	pages := map[string][]int{}
	for i, e := range entries {
		known := strings.ToLower(e.Title + " " + e.Text + " " + strings.Join(e.Names, " "))
		for _, word := range slices.Sorted(maps.Keys(words[e.Path])) {
			if !strings.Contains(known, word) {
				pages[word] = append(pages[word], i)
			}
		}
	}
	var lines []string
	for _, word := range slices.Sorted(maps.Keys(pages)) {
		if len(entries) > fewPages && float64(len(pages[word])) > commonWord*float64(len(entries)) {
			continue
		}
		line, before := word, -1
		for _, i := range pages[word] {
			line += " " + strconv.FormatInt(int64(i-before), 36)
			before = i
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
