package report

import "github.com/citevet/citevet/lint"

// A sarifRule is a reportingDescriptor.
type sarifRule struct {
	ID         string              `json:"id"`
	Short      sarifMessage        `json:"shortDescription"`
	Full       sarifMessage        `json:"fullDescription"`
	Default    sarifConfiguration  `json:"defaultConfiguration"`
	HelpURI    string              `json:"helpUri"`
	Help       sarifMessage        `json:"help"`
	Properties sarifRuleProperties `json:"properties"`
}

type sarifConfiguration struct {
	Enabled bool   `json:"enabled"`
	Level   string `json:"level"`
}

// sarifRuleProperties say what SARIF has no place for. Precision and problem are
// the names that GitHub sorts alerts by.
type sarifRuleProperties struct {
	Group      lint.Group      `json:"group"`
	Confidence lint.Confidence `json:"confidence"`
	Precision  string          `json:"precision"`
	Problem    string          `json:"problem.severity"`
	Tags       []lint.Group    `json:"tags"`
}

func sarifRuleOf(r *lint.Rule) *sarifRule {
	doc := docOf(r)
	return &sarifRule{
		ID:      r.Name,
		Short:   sarifMessage{Text: doc.summary},
		Full:    sarifMessage{Text: doc.full},
		Default: sarifConfiguration{r.Severity != lint.Off, sarifLevel(r.Severity)},
		HelpURI: RulePage(r.Name),
		Help:    sarifMessage{doc.text, doc.md},
		Properties: sarifRuleProperties{
			r.Group, r.Confidence, sarifPrecision(r.Confidence), sarifProblem(r.Severity), []lint.Group{r.Group},
		},
	}
}

func sarifPrecision(c lint.Confidence) string {
	if c == lint.Certain {
		return "very-high"
	}
	return "medium"
}

func sarifProblem(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	}
	return "recommendation"
}
