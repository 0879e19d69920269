// Package rules holds the rules that citevet comes with, one a file, named
// after the rule. What a rule is and what it may look at is told in package
// lint; how to test one, in package linttest.
package rules

import "github.com/citevet/citevet/lint"

// All lists every rule, by group, in the order in which they are shown.
var All = []*lint.Rule{
	uncitedClaim,
	uncitedQuote,
	vagueAttribution,

	danglingCitation,
	malformedCitation,
	placeholderCitation,
	modelResidue,
	repeatedCitation,
	unsortedCitations,
	mixedCitationStyles,
	crowdedCitation,
	misplacedCitation,

	missingSources,
	unusedSource,
	duplicateSource,
	sourceNumbering,
	unorderedSources,
	incompleteSource,
	invalidIdentifier,
	trackingURL,
	singleSource,

	unsupportedBottomLine,
	bottomLineNewSource,
	bottomLineNewFact,
	bottomLineOverclaim,

	claimLostCitation,
	citationRetargeted,
	figureChanged,
	quoteChanged,
	sourceSwapped,

	lint.MalformedSuppression,
	lint.UnusedSuppression,
}
