package parse

// An entryLabel is the key that an entry of a source list begins with, and
// where what it names begins.
type entryLabel struct {
	key string
	end int // 0 if the line begins with no key
}

func entryKey(line string) entryLabel { return entryLabel{} }

func (d *draft) takeSources(sections []sectionDraft) {}
