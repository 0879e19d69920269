package config

import (
	"strconv"

	"github.com/citevet/citevet/lint"
)

// A file is a configuration file as read, or a preset, which is one in all but
// name.
type file struct {
	path   string  // as shown
	dir    string  // absolute
	layers []*file // what it extends, lowest first, and last itself
	err    error   // its mistakes
	content
}

// place is where a line of the file is, for Setting.From.
func (f *file) place(line int) string {
	if line == 0 {
		return f.path
	}
	return f.path + ":" + strconv.Itoa(line)
}

// content is what a file can say. The decoder and the JSON Schema both read its
// fields: a key is the field's name in kebab case.
type content struct {
	Root    bool       `doc:"true to heed no configuration of the directories above"`
	Extends references `doc:"what this file starts from: recommended, strict, or paths of files relative to this one; the last wins"`
	settings
	Exclude   globs      `doc:"articles that are not checked, as globs relative to this file; a directory stands for all that is in it"`
	Overrides []override `doc:"settings for some of the articles; the last that matches wins"`
}

type settings struct {
	Rules    ruleSettings `doc:"a severity for a rule, or its severity and options"`
	Sections sections     `doc:"further headings by which sections are known"`
	Coverage coverage     `doc:"how far a citation reaches: for its sentence, its paragraph, or auto, which is as the article itself cites"`
	Sources  paths        `doc:"files that list the sources of the articles, relative to this one"`
}

type override struct {
	Files globs `doc:"the articles that this is for, as globs relative to this file" required:"true"`
	settings
}

// sections has one field for each lint.Role, of the same name.
type sections struct {
	Body        texts `doc:"headings of sections that are like any other"`
	Summary     texts `doc:"headings of summaries, such as Key takeaways"`
	Conclusion  texts `doc:"headings of conclusions, such as Bottom line"`
	Sources     texts `doc:"headings of lists of sources, such as References"`
	Boilerplate texts `doc:"headings of what is not part of the article, such as Support us"`
}

// each lists the roles and their headings in the order of lint's.
func (s *sections) each() []roleHeadings {
	return []roleHeadings{
		{lint.Body, &s.Body},
		{lint.Summary, &s.Summary},
		{lint.Conclusion, &s.Conclusion},
		{lint.SourceList, &s.Sources},
		{lint.Boilerplate, &s.Boilerplate},
	}
}

type roleHeadings struct {
	role  lint.Role
	texts *texts
}
