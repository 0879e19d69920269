package cache

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"hash/crc32"
	"os"
	"slices"
	"sort"
	"time"
)

// A pack is a file of values. They come first, each with a checksum of its key
// and itself behind it; then the index, sorted by key; then the footer:
//
//	index: key (32 bytes), offset (8), length of the value (4)
//	footer: number of values (8), checksum of the index and that number (4), packMark
//
// Numbers are little-endian.
type pack struct {
	file  *os.File
	index []byte
	end   int64 // of the values
	made  time.Time
}

const (
	packMark  = "citevet pack 1\n\x00"
	sumLen    = 4
	footerLen = 8 + sumLen + len(packMark)
	recordLen = len(Key{}) + 8 + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// openPack opens a pack, nil if it is none that can be read.
func openPack(root *os.Root, info os.FileInfo) *pack {
	file, err := root.Open(info.Name())
	if err != nil {
		return nil
	}
	p := &pack{file: file, made: info.ModTime()}
	if !p.readIndex() {
		file.Close()
		return nil
	}
	return p
}

func (p *pack) readIndex() bool {
	info, err := p.file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() < int64(footerLen) || info.Size() > 2*maxBytes {
		return false
	}
	footer := make([]byte, footerLen)
	at := info.Size() - int64(footerLen)
	if _, err := p.file.ReadAt(footer, at); err != nil || string(footer[8+sumLen:]) != packMark {
		return false
	}
	count := binary.LittleEndian.Uint64(footer)
	if count > uint64(at)/uint64(recordLen) {
		return false
	}
	p.index = make([]byte, int(count)*recordLen)
	p.end = at - int64(len(p.index))
	if _, err := p.file.ReadAt(p.index, p.end); err != nil {
		return false
	}
	return crc32.Update(crc32.Checksum(p.index, castagnoli), castagnoli, footer[:8]) == binary.LittleEndian.Uint32(footer[8:])
}

// record returns what the index says of the i-th value.
func (p *pack) record(i int) []byte { return p.index[i*recordLen : (i+1)*recordLen] }

// len returns the number of values.
func (p *pack) len() int { return len(p.index) / recordLen }

func (p *pack) get(key Key) ([]byte, bool) {
	i, found := sort.Find(p.len(), func(i int) int { return bytes.Compare(key[:], p.record(i)[:len(key)]) })
	if !found {
		return nil, false
	}
	return p.value(p.record(i))
}

// value reads what a record of the index stands for.
func (p *pack) value(record []byte) ([]byte, bool) {
	key, record := record[:len(Key{})], record[len(Key{}):]
	offset, length := binary.LittleEndian.Uint64(record), int64(binary.LittleEndian.Uint32(record[8:]))+sumLen
	if offset > uint64(p.end) || length > p.end-int64(offset) {
		return nil, false
	}
	value := make([]byte, length)
	if _, err := p.file.ReadAt(value, int64(offset)); err != nil {
		return nil, false
	}
	value, sum := value[:length-sumLen], value[length-sumLen:]
	return value, checksum(key, value) == binary.LittleEndian.Uint32(sum)
}

func checksum(key, value []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value)
}

// each calls add for each value that can be read.
func (p *pack) each(add func(Key, []byte)) {
	for i := range p.len() {
		if value, ok := p.value(p.record(i)); ok {
			add(Key(p.record(i)[:len(Key{})]), value)
		}
	}
}

// A writer writes a pack. It takes no more than half of what a directory may hold,
// so that there is room for a pack and the one that follows it.
type writer struct {
	root    *os.Root
	name    string // without suffix
	file    *os.File
	to      *bufio.Writer
	at      int64
	records [][recordLen]byte
	has     map[Key]bool
	made    time.Time // when the pack is to have been made; zero: now
}

func newWriter(root *os.Root) (*writer, error) {
	w := &writer{root: root, name: rand.Text(), has: make(map[Key]bool)}
	file, err := root.OpenFile(w.name+tempSuffix, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	w.file, w.to = file, bufio.NewWriterSize(file, 1<<16)
	return w, err
}

func (w *writer) add(key Key, value []byte) {
	if w.has[key] || w.at+int64(len(value)) > maxBytes/2 {
		return
	}
	w.has[key] = true
	var r [recordLen]byte
	rest := r[copy(r[:], key[:]):]
	binary.LittleEndian.PutUint64(rest, uint64(w.at))
	binary.LittleEndian.PutUint32(rest[8:], uint32(len(value)))
	w.records = append(w.records, r)
	w.to.Write(value) // an error stays until Flush
	w.to.Write(binary.LittleEndian.AppendUint32(nil, checksum(key[:], value)))
	w.at += int64(len(value)) + sumLen
}

// commit puts the pack in its place, and reports whether it is there.
func (w *writer) commit() bool {
	temp := w.name + tempSuffix
	w.writeIndex()
	err := w.to.Flush()
	if closed := w.file.Close(); err == nil {
		err = closed
	}
	if err == nil && !w.made.IsZero() {
		err = w.root.Chtimes(temp, w.made, w.made)
	}
	if err == nil {
		err = w.root.Rename(temp, w.name+packSuffix)
	}
	if err != nil {
		w.root.Remove(temp)
	}
	return err == nil
}

func (w *writer) writeIndex() {
	slices.SortFunc(w.records, func(a, b [recordLen]byte) int { return bytes.Compare(a[:], b[:]) })
	var sum uint32
	for i := range w.records {
		sum = crc32.Update(sum, castagnoli, w.records[i][:])
		w.to.Write(w.records[i][:])
	}
	footer := binary.LittleEndian.AppendUint64(nil, uint64(len(w.records)))
	footer = binary.LittleEndian.AppendUint32(footer, crc32.Update(sum, castagnoli, footer))
	w.to.Write(append(footer, packMark...))
}
