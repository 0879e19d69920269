package rules

import (
	"fmt"

	"github.com/citevet/citevet/lint"
)

var danglingCitation = &lint.Rule{
	Name: "dangling-citation",
	Doc: `citations that name no source

A reader who follows such a citation finds nothing, so the sentence that
carries it is as unsupported as one that carries none. Often the number is a
slip; in a draft that a language model wrote it may be all there is to the
source.

When most of the cited keys have no source, the list is missing an end or was
pasted from elsewhere: that is one finding, not one for each key. An article
that lists no sources at all is what missing-sources finds.`,
	Group:      lint.Citations,
	Severity:   lint.Error,
	Confidence: lint.Certain,
	Bad:        "Sleep helps memory [2].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		if len(pass.Article.Sources) == 0 {
			return
		}
		dangling := danglingKeys(pass.Article)
		if len(dangling) == 0 {
			return
		}
		cited := len(dangling) + countBound(pass.Article)
		switch {
		case !anyKeyed(pass.Article.Sources):
			pass.Report(allDangling(dangling, "no source for %s: the listed sources have no keys", enumerate(keyNames(dangling))))
		case most(len(dangling), cited):
			pass.Report(allDangling(dangling, "no source for %d of the %d cited keys: is the list cut short?", len(dangling), cited))
		default:
			for _, k := range dangling {
				reportDangling(pass, k)
			}
		}
	},
}

// A citedKey is a key and the citations that name it, in text order.
type citedKey struct {
	key string
	at  []*lint.Citation
}

func (k *citedKey) name() string { return nameOf(k.at[0]) }

// danglingKeys lists the keys without a source, in the order of their first
// citations. What stands in a malformed bracket is not judged.
func danglingKeys(a *lint.Article) (dangling []*citedKey) {
	byName := make(map[string]*citedKey)
	for i := range a.Citations {
		c := &a.Citations[i]
		if c.Source != nil || !isJudged(c) {
			continue
		}
		k := byName[c.Key]
		if k == nil {
			k = &citedKey{key: c.Key}
			byName[c.Key] = k
			dangling = append(dangling, k)
		}
		k.at = append(k.at, c)
	}
	return dangling
}

// countBound counts the keys that name a source.
func countBound(a *lint.Article) int {
	bound := make(map[string]bool, len(a.Sources))
	for i := range a.Citations {
		if c := &a.Citations[i]; c.Source != nil && isJudged(c) {
			bound[c.Key] = true
		}
	}
	return len(bound)
}

func isJudged(c *lint.Citation) bool {
	return needsEntry(c) && (c.Bracket == nil || c.Bracket.Defect == "")
}

func anyKeyed(sources []lint.Source) bool {
	for i := range sources {
		if sources[i].Key != "" {
			return true
		}
	}
	return false
}

func reportDangling(pass *lint.Pass, k *citedKey) {
	message := "no source for " + k.name()
	if len(k.at) > 1 {
		message += fmt.Sprintf(", cited %d times", len(k.at))
	}
	var related []lint.Related
	for _, c := range k.at[1:] {
		related = append(related, lint.Related{Span: c.Span, Message: "cited again"})
	}
	pass.Report(lint.Diagnostic{Span: k.at[0].Span, Message: message, Keys: []string{k.key}, Related: related})
}

// allDangling makes one finding of all keys without a source.
func allDangling(dangling []*citedKey, format string, args ...any) lint.Diagnostic {
	d := lint.Diagnostic{Span: dangling[0].at[0].Span, Message: fmt.Sprintf(format, args...)}
	for _, k := range dangling {
		d.Keys = append(d.Keys, k.key)
	}
	return d
}

func keyNames(keys []*citedKey) []string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name()
	}
	return names
}
