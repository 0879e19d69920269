package parse

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// newDraft returns a draft of a file's bytes. UTF-16 is told by its byte order
// mark and read as the UTF-8 that says the same; bytes that are not UTF-8 stay
// as they are, and a note says where they are.
func newDraft(path string, format lint.Format, text []byte) (*draft, error) {
	var notes []lint.Note
	if order := utf16Order(text); order != nil {
		text = decodeUTF16(text[2:], order)
		notes = append(notes, lint.Note{Message: "the file is UTF-16; offsets count the bytes of the same text in UTF-8"})
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, errors.New("a binary file, not an article")
	}
	d := drafts.Get().(*draft)
	d.path, d.format, d.text, d.bytes, d.notes = path, format, string(text), text, notes
	d.prose = slices.Grow(d.prose, len(text))[:len(text)]
	clear(d.prose)
	d.noteInvalid()
	return d, nil
}

// markLen is the length of the byte order mark that the text begins with.
func (d *draft) markLen() int {
	const mark = "\ufeff"
	if strings.HasPrefix(d.text, mark) {
		return len(mark)
	}
	return 0
}

// utf16Order tells the byte order of UTF-16, nil if the text is none.
func utf16Order(text []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(text, []byte{0xfe, 0xff}):
		return binary.BigEndian
	}
	return nil
}

func decodeUTF16(text []byte, order binary.ByteOrder) []byte {
	decoded := make([]byte, 0, len(text))
	for i := 0; i+1 < len(text); i += 2 {
		r := rune(order.Uint16(text[i:]))
		if utf16.IsSurrogate(r) && i+3 < len(text) {
			if pair := utf16.DecodeRune(r, rune(order.Uint16(text[i+2:]))); pair != utf8.RuneError {
				r = pair
				i += 2
			}
		}
		decoded = utf8.AppendRune(decoded, r)
	}
	return decoded
}

// noteInvalid notes the bytes that are not UTF-8.
func (d *draft) noteInvalid() {
	if utf8.ValidString(d.text) {
		return
	}
	first, count := -1, 0
	for i := 0; i < len(d.text); {
		r, size := utf8.DecodeRuneInString(d.text[i:])
		if r == utf8.RuneError && size == 1 {
			if count++; first < 0 {
				first = i
			}
		}
		i += size
	}
	d.notes = append(d.notes, lint.Note{
		Span:    lint.Span{Start: first, End: first + 1},
		Message: fmt.Sprintf("%d bytes from here on are not UTF-8 and are read as they are; is the file in another encoding?", count),
	})
}
