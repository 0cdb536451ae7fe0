// This file shows a drift as SARIF 2.1.0
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).

package main

import (
	"net/url"

	"github.com/oasmint/oasmint/generator/output"
)

// The parts of a SARIF log that a drift needs, by the names of the standard.
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
		ID               output.State `json:"id"`
		ShortDescription sarifText    `json:"shortDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    output.State    `json:"ruleId"`
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
		URIBaseID string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
)

// sarif returns the drift as a log with a rule for each state.
func (d *drift) sarif() sarifLog {
	driver := sarifDriver{Name: "oasmint", InformationURI: "https://github.com/oasmint/oasmint"}
	for state := output.Missing; state <= output.Unfinished; state++ {
		driver.Rules = append(driver.Rules, sarifRule{state, sarifText{"The file is not what the document gives: " + state.String() + "."}})
	}
	results := []sarifResult{}
	for _, f := range d.Findings {
		place := sarifPlace{ArtifactLocation: sarifFile{(&url.URL{Path: fromWorkspace(f.Path)}).String(), "%SRCROOT%"}}
		if f.Line > 0 {
			place.Region = &sarifRegion{f.Line}
		}
		results = append(results, sarifResult{
			RuleID: f.State, RuleIndex: int(f.State), Level: "error",
			Message:   sarifText{f.Path + ": " + f.State.String() + ". Run: " + d.mending()},
			Locations: []sarifLocation{{place}},
		})
	}
	return sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{sarifTool{driver}, results}},
	}
}
