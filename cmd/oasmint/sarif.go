// This file writes SARIF 2.1.0
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).

package main

import (
	"net/url"
	"path/filepath"

	"github.com/oasmint/oasmint/generator/files"
)

// The parts of a SARIF log that findings need, by the names of the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		HelpURI          string    `json:"helpUri,omitempty"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPlace `json:"physicalLocation"`
	}
	sarifPlace struct {
		ArtifactLocation sarifFile    `json:"artifactLocation"`
		Region           *sarifRegion `json:"region,omitempty"`
	}
	sarifFile struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"` // of a relative one
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

// sarif makes a log of results, which refer to the rules by their indexes.
func sarif(rules []sarifRule, results []sarifResult) sarifLog {
	return sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{sarifTool{sarifDriver{Name: "oasmint", InformationURI: "https://github.com/oasmint/oasmint", Rules: rules}}, results}},
	}
}

// sarifAt is the location of a line and a column in a file; 0 is not known.
func sarifAt(file string, line, column int) []sarifLocation {
	in := sarifFile{(&url.URL{Path: fromWorkspace(file)}).String(), "%SRCROOT%"}
	switch {
	case files.IsURL(file):
		in = sarifFile{URI: file}
	case filepath.IsAbs(fromWorkspace(file)):
		in = sarifFile{URI: (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()}
	}
	place := sarifPlace{ArtifactLocation: in}
	if line > 0 {
		place.Region = &sarifRegion{line, column}
	}
	return []sarifLocation{{place}}
}
