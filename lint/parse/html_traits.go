package parse

import "golang.org/x/net/html/atom"

// Traits are what the reader has to know about an element by its name.
type traits uint16

const (
	blockTag  traits = 1 << iota // its tags end the block of text before them
	voidTag                      // it has no end tag
	maskedTag                    // what it holds is no prose of the article
	rawText                      // the tokenizer reads it up to its end tag
	scopeTag                     // no tag within it closes what is outside of it
	innerTag                     // no start tag within it does, but an end tag may
	closesP                      // it cannot stand in a paragraph
	listTag                      // it holds list items
	headTag                      // it may stand in <head>
	softTag                      // it may stand within a heading, which stays one block
)

const division = blockTag | closesP

// traitsOf returns the traits of an element. Elements that it does not know are
// inline ones.
func traitsOf(tag atom.Atom) traits {
	switch tag {
	case atom.Div, atom.P, atom.Hgroup, atom.Center:
		return division | softTag
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Details, atom.Dialog, atom.Dl, atom.Fieldset,
		atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.Header, atom.Main, atom.Nav, atom.Search,
		atom.Section, atom.Summary, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Dd, atom.Dt:
		return division
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		return division | listTag
	case atom.Legend, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr:
		return blockTag
	case atom.Table:
		return division | scopeTag
	case atom.Td, atom.Th, atom.Caption:
		return blockTag | scopeTag
	case atom.Html, atom.Body, atom.Frameset:
		return blockTag | scopeTag
	case atom.Br, atom.Img, atom.Wbr, atom.Input, atom.Embed, atom.Area, atom.Col, atom.Keygen, atom.Param, atom.Source,
		atom.Track, atom.Frame, atom.Image:
		return voidTag
	case atom.Hr:
		return voidTag | division
	case atom.Link, atom.Meta, atom.Base, atom.Basefont, atom.Bgsound:
		return voidTag | headTag
	case atom.Head:
		return maskedTag | blockTag | scopeTag
	case atom.Title, atom.Script, atom.Style, atom.Noscript, atom.Noframes:
		return maskedTag | rawText | headTag
	case atom.Template:
		return maskedTag | headTag | scopeTag
	case atom.Textarea, atom.Iframe, atom.Noembed:
		return maskedTag | rawText
	case atom.Xmp, atom.Plaintext:
		return maskedTag | rawText | division
	case atom.Pre, atom.Listing:
		return maskedTag | division
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt, atom.Rp, atom.Rt, atom.Map, atom.Meter, atom.Progress:
		return maskedTag
	case atom.Svg, atom.Math, atom.Button, atom.Select, atom.Datalist, atom.Object, atom.Applet, atom.Audio, atom.Video,
		atom.Canvas:
		return maskedTag | innerTag
	}
	return 0
}

// headingLevel is the level of a heading's tag, 0 for any other.
func headingLevel(tag atom.Atom) int {
	switch tag {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}
